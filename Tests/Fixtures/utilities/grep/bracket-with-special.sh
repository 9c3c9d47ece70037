printf 'a]\na-\nab\n' | grep 'a[]-]'
