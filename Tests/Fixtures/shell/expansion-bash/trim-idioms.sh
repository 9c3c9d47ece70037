# shells: bash
x='   lead and trail  '; x="${x#"${x%%[![:space:]]*}"}"; x="${x%"${x##*[![:space:]]}"}"; echo "[$x]"; p=a.b.c; echo "${p##*.} ${p%.*} ${p%%.*} ${p#*.}"; v=v1; echo "${v#v}" "${v#[vV]}"; f='dir/'; echo "${f%/}" "${f%%/}"
