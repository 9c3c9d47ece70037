# shells: bash
export -a q=1; echo $?; export -A z; echo $?; declare -ax r=(5); readonly -a k=(1 2); declare -p k; enable | grep -c chdir; complete -r nosuch; echo $?
