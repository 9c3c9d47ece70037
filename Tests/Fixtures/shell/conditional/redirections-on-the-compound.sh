# shells: bash
[[ -n $(cat) ]] <<<text && echo read
[[ $(echo err >&2) ]] 2>f; cat f
