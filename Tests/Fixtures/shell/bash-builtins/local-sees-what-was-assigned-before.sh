# shells: bash
var=one; f() { local var; echo "${var-unset}"; var=x; declare -p var; }; var=value f; declare -p var; export foo=abc; g() { local foo; declare -p foo; }; g
