eval 'cat <<E
from eval $((1+2))
E
'; eval "g() { cat <<E
in g \$1
E
}"; g arg
