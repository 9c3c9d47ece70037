# shells: bash
trap 'echo "D $BASH_COMMAND"' DEBUG
if [ a = a ]; then echo t; fi
case x in x) echo c;; esac
((i = 1)); [[ a ]]; (echo sub); for ((j=0;j<1;j++)); do :; done
