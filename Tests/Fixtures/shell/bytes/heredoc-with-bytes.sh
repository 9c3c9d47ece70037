cat <<E
ÿÃ©$(printf '\376')
E
