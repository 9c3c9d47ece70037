set -o ignoreeof && set +o ignoreeof; echo $?; set -o vi 2>/dev/null; set +o vi 2>/dev/null; set -b; set +b; echo end
