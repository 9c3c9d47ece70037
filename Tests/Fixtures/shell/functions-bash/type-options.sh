# shells: bash
f() { :; }; alias a=b; shopt -s expand_aliases; type -t f echo if cat a nosuch [[; echo $?; type -a echo | head -n 1; type -p cat echo | sed "s,.*/,,"; type -P echo | sed "s,.*/,,"; builtin echo b; builtin nosuch; echo $?; hash cat; type cat | sed "s,/.*/,,"
