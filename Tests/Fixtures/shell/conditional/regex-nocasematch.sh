# shells: bash
shopt -s nocasematch
[[ HeLLo =~ ^hello$ ]] && echo 1; [[ ABC == abc ]] && echo 2; [[ ABC == [a-b]BC ]] && echo 3
case FOO in foo) echo 4;; esac; x=Foo; echo "${x/foo/bar}"
