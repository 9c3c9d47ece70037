echo() { printf 'mine %s\n' "$*"; }; echo hi; command echo real; unset -f echo; echo back
cd() { printf 'cd %s\n' "$1"; }; cd /x; ls() { printf 'ls\n'; }; ls -l
