# shells: bash
a=(x "y z"); cat <<<"${a[@]}"; cat <<<${a[*]}; IFS=-; cat <<<"${a[*]}"; cat <<<$'tab\there'
