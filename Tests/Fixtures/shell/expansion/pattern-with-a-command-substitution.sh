x=foo.c; echo ${x%$(echo .c)} ${x#"$(echo 'f*')"} ${x#$(echo 'f*')}
