# shells: bash
history -s one two; history -s three; history; history -p 'a b' x; history -d 1; history; history -w hf; cat hf; history -c; history -r hf; history -r hf; history; history 1; history x; echo $?; history -d 99; echo $?
