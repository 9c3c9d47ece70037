trap 'echo bye $?' EXIT
echo hi; (exit 3)
exit 5
