# shells: bash
f() { :; }; type -a f; type -at f nosuch; alias f=x; shopt -s expand_aliases; type -a f; type -a if; type -at f
