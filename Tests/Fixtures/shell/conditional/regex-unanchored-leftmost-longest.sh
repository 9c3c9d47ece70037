# shells: bash
[[ xaaay =~ a+ ]]; echo "${BASH_REMATCH[0]}"
[[ foobarbaz =~ (bar|barbaz) ]]; echo "${BASH_REMATCH[1]}"
[[ abcd =~ (a|ab)(c|bcd) ]]; echo "${BASH_REMATCH[@]}"
[[ "" =~ ^$ ]] && echo empty; [[ x =~ "" ]] && echo "all [${BASH_REMATCH[0]}]"
