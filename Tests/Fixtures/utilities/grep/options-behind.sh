printf 'One\ntwo\n' > f
grep one f -i
