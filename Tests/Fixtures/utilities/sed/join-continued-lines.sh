printf 'one \\\ntwo\nthree\n' | sed ':a;/\\$/{N;s/\\\n//;ba;}'
