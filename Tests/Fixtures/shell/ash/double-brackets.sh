# shells: ash bash
x='a b'; [[ -n $x ]] && echo n; [[ $x = 'a b' ]] && echo eq; [[ $x == a* ]] && echo glob; [[ -z $u ]] && echo z; [[ ! -f nope ]] && echo nofile
