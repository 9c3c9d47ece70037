# shells: bash
f() { echo @(a|b); }
shopt -s extglob
