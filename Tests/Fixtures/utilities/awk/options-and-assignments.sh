printf '1:2\n3:4\n' > f
awk -F: '{ print $2 }' f
awk -F ':' -v x='a\tb' '{ print x, $1 }' f
awk '{ print x, $1 }' FS=: x=one f x=two f
echo '{ print NR, $0 }' > p.awk
awk -f p.awk f
awk -f p.awk -v y=3 f
awk -- '{ print $1 }' f
awk -vy=1 'BEGIN { print y }'
awk -Ft 'BEGIN { print FS }'
awk -F '\t' '{ print $2 }' <<E
a	b c
E
awk 'BEGIN { print ARGC, ARGV[0], ARGV[1], ARGV[2] }' a b=c
