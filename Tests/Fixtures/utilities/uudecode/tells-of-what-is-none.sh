# shells: busybox
printf 'garbage\n' | uudecode; echo $?
printf 'begin 600 a\n#86)C\n`\n' | uudecode; echo $?
printf 'noise\nbegin 600 b\n#86)C\n`\nend\n' | uudecode; cat b
printf 'begin-base64 644 q\nYWJj\n====\n' | uudecode -o named; cat named
uudecode missing; echo $?
uuencode missing x; echo $?
