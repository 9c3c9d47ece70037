cat <<E
${y:=made}
E
echo "${y-unset}"
