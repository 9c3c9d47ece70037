cat < missing; echo "status $?"
echo x > no/such/dir; echo "status $?"
