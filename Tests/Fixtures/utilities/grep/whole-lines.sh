printf 'cat\ncats\n cat\n' | grep -x cat
