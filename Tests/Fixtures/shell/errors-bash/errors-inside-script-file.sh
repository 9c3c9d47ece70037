# shells: bash
printf 'nosuchcmd\ncd /nosuch\necho ${x?}\necho no\n' >s.sh
bash s.sh; echo $?; bash -c '. ./s.sh; echo on'; echo $?
