(cat <<E
${u?no u}
E
) 2>/dev/null; echo $?
