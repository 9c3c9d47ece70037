# shells: gnu
fold -w 0; fold -w x; fold -q; echo abcdef | fold -3; echo abcdef | fold --width=2 --bytes; fold --spaces nofile
