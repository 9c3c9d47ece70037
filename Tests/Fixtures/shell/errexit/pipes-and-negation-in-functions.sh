set -e
f() { ! true; }; f || echo "f $?"; g() { false | true; }; g; echo g; h() { true | false; }; h && echo no; echo h; ! h; echo i; h; echo no
