echo start
exec < missing
echo "after $?"
