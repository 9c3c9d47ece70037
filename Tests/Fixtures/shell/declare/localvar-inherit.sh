# shells: bash
shopt -s localvar_inherit
x=out; f() { local x; echo $x; x+=more; echo $x; }; f; echo $x
shopt -u localvar_inherit; local_i() { local -I x; echo "$x"; }; local_i
