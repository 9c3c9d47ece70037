cat <<'end of it'
a
end of it
cat <<END-1.x
b
END-1.x
cat <<"$x"
c
$x
cat <<!
d
!
