# shells: bash
shopt -s extglob
x='  trim  me  '; y=${x##*( )}; echo "[${y%%*( )}]"; echo "[${x//+( )/_}]"
v=001.200; echo ${v##+(0)} ${v/%+(0)/} ${v//@(0|1)/-} ${v//!(0)/N}
