nosuchprogram 2>/dev/null
echo $?
