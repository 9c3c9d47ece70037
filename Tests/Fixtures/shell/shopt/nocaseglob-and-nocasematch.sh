# shells: bash
touch File file2; echo f*; shopt -s nocaseglob; echo f* F*; shopt -s nocasematch
[[ ABC == abc ]] && echo m; case X in x) echo c;; esac; v=AbC; echo "${v/b/-}" "${v#a}"
