printf '1\n2\n3\n' > f; printf 'a\nb\nc\n' > g
paste f g; paste -d , f g; paste -s f g; paste -sd, f; paste -d ',;' f g f; paste -d '\n' f g; paste -d '\0' f g; cat f | paste -sd+ -; paste f; paste -d '\\' f g; paste - f < g; paste nofile f; echo $?
