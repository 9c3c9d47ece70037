# shells: bash
set -e; x=; [[ $x ]] && echo no; [[ -z $x ]] || exit 3; if [[ $x || -n y ]]; then echo yes; fi; [[ -n $x ]]; echo never
