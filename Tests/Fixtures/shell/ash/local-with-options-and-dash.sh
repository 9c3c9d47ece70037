# shells: ash
f() { local -; set -f; echo *; }; touch a; f; echo *
