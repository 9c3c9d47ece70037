type echo; type : ; type if; type nosuch-ff >/dev/null 2>&1; echo $?
