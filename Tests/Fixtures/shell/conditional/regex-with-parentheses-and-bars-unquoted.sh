# shells: bash
[[ yes =~ ^(yes|no)$ ]] && echo 1
[[ "x y" =~ ^(x y)$ ]] && echo 2
[[ ab =~ ^(a|(b))+$ && -n ${BASH_REMATCH[2]} ]] && echo "3 ${BASH_REMATCH[2]}"
[[ x =~ ^( x|x )$ ]] || echo 4
