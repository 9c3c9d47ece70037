# shells: gnu
echo x >s; shasum s >ss
shasum -c --status ss; echo $?; shasum -s -c ss; echo $?; shasum -c -q ss; echo $?
shasum -s s; echo $?; shasum -q s; echo $?; shasum -w s; shasum --strict s; shasum --ignore-missing s; echo $?
