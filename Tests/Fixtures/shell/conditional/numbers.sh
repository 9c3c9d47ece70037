# shells: bash
x=5 y=x+1
[[ x -eq 5 ]] && echo 1; [[ y -eq 6 ]] && echo 2; [[ 3+4 -eq 7 ]] && echo 3; [[ 0x10 -eq 16 ]] && echo 4
[[ 010 -eq 8 ]] && echo 5; [[ "" -eq 0 ]] && echo 6; [[ 2 -lt 10 ]] && echo 7; [[ -1 -le -1 ]] && echo 8
[[ abc -eq 0 ]] && echo 9; [[ ' 7 ' -ge 7 ]] && echo 10; [[ 1 -ne 2 && 2 -gt 1 ]] && echo 11
