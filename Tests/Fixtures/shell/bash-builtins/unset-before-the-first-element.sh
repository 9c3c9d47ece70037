# shells: bash
b=(1); unset -v 'b[-2]'; echo $? ${#b[@]}; unset 'b[-1]'; echo $? ${#b[@]}
