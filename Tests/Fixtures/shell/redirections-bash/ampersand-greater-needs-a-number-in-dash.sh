# shells: dash
echo x >&name
echo after
