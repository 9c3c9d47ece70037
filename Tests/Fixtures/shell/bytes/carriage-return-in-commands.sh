printf 'true\r\n' > s; (. ./s) 2>/dev/null; echo $?; printf 'if true; then\r\necho x\r\nfi\r\n' > t; (. ./t) >/dev/null 2>&1; [ $? -ne 0 ] && echo bad
