# shells: dash
eval 'cat <<< x'; echo $?
