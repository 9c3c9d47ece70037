# shells: ash
type ls sh [ cat >/dev/null; echo $?; command -v ls; command -V cd
