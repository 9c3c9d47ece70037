echo before
echo x >
