printf 'One\nONE\nnone\ntwo\n' | grep -i one
