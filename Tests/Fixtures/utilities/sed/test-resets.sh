printf 'ax\nbx\n' | sed 's/a/A/;t;s/x/X/'
