# shells: bash
shopt -s lastpipe; shopt -ps | grep -e lastpipe -e sourcepath; shopt -s | grep lastpipe
