# shells: bash
escape() { sed -e 's/[\/&|]/\\&/g' <<<"$1"; }; v='a/b&c|d'; printf 'define(KEY, old)\n' >c; sed -i "s|old|$(escape "$v")|" c; cat c
php_q="it's"; echo "'${php_q//\'/\\\'}'"; printf '%q\n' "$php_q"; echo "${php_q@Q}"
