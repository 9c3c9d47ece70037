# shells: bash
bash -ec 'false; echo no'; echo $?; bash -c -e 'false; echo no'; echo $?; bash -o pipefail -c 'false | true; echo $?'; bash -euo pipefail -c 'echo $x' 2>/dev/null; echo $?
bash +e -c 'false; echo yes'; bash -O extglob -c 'case ab in +(a|b)) echo ext;; esac'; bash -xc ': a'; bash --norc --noprofile -c 'echo $0 $1' name arg
