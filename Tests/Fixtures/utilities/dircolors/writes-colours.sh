# shells: gnu
export TERM=xterm
printf 'owt 40;33\n.tar 01;31\n*.zip 5\nTERM xterm\nlink 2\nTERM other\ndir 3\n' > colours
dircolors -b colours; dircolors -c colours; SHELL=/bin/sh dircolors colours
printf '# c\nfile 00 # x\n.a\047b 5\n.c=d 3\n.e:f 2\n' > odd; dircolors -b odd
printf 'exec\n' > bad; dircolors -b bad; echo $?
printf 'COLORTERM ?*\nowt 1\n' > term; COLORTERM= dircolors -b term; COLORTERM=x dircolors -b term
dircolors --print-ls-colors colours; dircolors -b /dev/null
dircolors -b missing; dircolors -b a b; env -u SHELL dircolors colours; echo $?
