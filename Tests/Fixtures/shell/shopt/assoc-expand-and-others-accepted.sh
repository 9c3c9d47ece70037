# shells: bash
for o in checkwinsize cmdhist histappend huponexit interactive_comments progcomp promptvars gnu_errfmt autocd cdspell extdebug; do shopt -s $o && printf '%s ' ok; done; echo
