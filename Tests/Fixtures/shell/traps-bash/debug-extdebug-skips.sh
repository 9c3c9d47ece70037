# shells: bash
shopt -s extdebug
trap '[[ $BASH_COMMAND != "echo skip"* ]]' DEBUG
echo a; echo skip me; echo b
