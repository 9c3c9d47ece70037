# shells: gnu
printf 'one two three four five six seven\n\n  indented line that is rather long for it\n  and goes on\nlast. New sentence here.  Two blanks\n' > f; fmt f; fmt -w 20 f; fmt -10 f; fmt -s -w 15 f; fmt -u -w 30 f; fmt -c -w 25 f; fmt -w x f; fmt nofile; echo $?; fmt < f
