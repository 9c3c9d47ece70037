# shells: ash
x=abc
echo "${x^^}"
echo after
