# shells: ash bash
x=$(printf 'a\nb\nc')
echo "${x//$'\n'/,}"; nl='
'; echo "${x//$nl/;}"; echo "${x/
/+}"
