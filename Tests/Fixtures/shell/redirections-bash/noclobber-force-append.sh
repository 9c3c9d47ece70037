# shells: bash
set -C; echo a >f; echo b &>f; echo $?; echo c >|f; cat f; echo d &>>f; cat f
