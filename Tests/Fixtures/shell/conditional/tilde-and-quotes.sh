# shells: bash
[[ ~ == /root ]] && echo 1; [[ "~" == /root ]] || echo 2; [[ $HOME == ~ ]] && echo 3; [[ -d ~/ ]] ; [[ ~/x == $HOME/x ]] && echo 4
