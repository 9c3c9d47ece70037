# shells: gnu
printf 'a:b:c:d\nx\n' > f
cut -d: --complement -f 2 f; cut -d: -f1,3- --output-delimiter=' - ' f; cut -b 1-2,4,6- --output-delimiter=: f
cut -c 2 --complement f; cut -d: --only-delimited --fields=2 f; cut -b 1,2 --output-delimiter=+ f
printf 'a:b\0c:d\0' | cut -z -d: -f2 | tr '\0' '\n'
cut -d '' -f 1 f; cut -d: -f1 --output-delimiter= f; cut -f 1,2 -d: --output-delimiter= f | od -c
cut -d '
' -f 1 f
cut -c 1 -n f
