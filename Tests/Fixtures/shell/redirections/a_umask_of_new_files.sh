umask 077
: > f
exec 3<> g
umask 027
echo a >> h
ls -l f g h | cut -c1-10
