# shells: bash
x='hello World éa'
echo "${x^}" "${x^^}" "${x,}" "${x,,}" "${x~}" "${x~~}"
echo "${x^^[lo]}" "${x^h}" "${x^x}" "${x,,W}" "${x^^[[:lower:]]}"
set -- ab cd; echo "${@^}" "${*^^}"
