# shells: bash
i=5; echo $((i++)) $i $((++i)) $i $((i--)) $((--i)) $i
i=0; ((i++)); echo $? $i; ((i++)); echo $? $i; ((++j)); echo $?
