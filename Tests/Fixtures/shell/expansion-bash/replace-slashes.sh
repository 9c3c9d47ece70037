# shells: ash bash
p=/usr/local/bin
echo ${p//\//_} ${p/\/usr/} "${p//\//.}" ${p//"/"/:} ${p////-}
r='a/b'; echo ${p/local/$r} ${p/local/x\/y} ${p/local/x/y}
