# shells: bash
cat <<<word; cat <<<"two words"; x='a  b'; cat <<<$x; cat <<<"$x"; cat <<<''
wc -c <<<""; cat <<< spaced; cat <<<a\ b; cat <<<$(echo "x  y"); cat <<<~
