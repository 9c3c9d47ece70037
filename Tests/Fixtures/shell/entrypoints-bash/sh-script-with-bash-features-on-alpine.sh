# shells: ash
set -eo pipefail; shopt -s nullglob 2>/dev/null || echo no shopt
v=1.2.3; major=${v%%.*}; echo "${v//./} ${v:0:3} $major"; if [[ "$v" == 1.* ]]; then echo one; fi; source /dev/null; local_test() { local x=1; echo $x; }; local_test
