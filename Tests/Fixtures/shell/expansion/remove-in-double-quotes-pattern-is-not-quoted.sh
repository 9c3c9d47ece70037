x='a.b.c'
echo "${x%.*}" "${x%"."*}" "${x%".*"}" "${x%%.*}"
y="path/to file/x"; echo "${y%/*}" ${y##* }
