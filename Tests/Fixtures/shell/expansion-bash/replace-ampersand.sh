# shells: bash
x=abc
echo "${x/b/[&]}" "${x/b/[\&]}" "${x/b/'&'}"
r='<&>'; echo "${x/b/$r}" "${x/b/"$r"}"
shopt -u patsub_replacement; echo "${x/b/[&]}" "${x/b/\&}"
