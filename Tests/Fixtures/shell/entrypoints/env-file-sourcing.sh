cat > app.env <<'E'
# comment
A=1
B="two words"
C='$A'
D=$A$B
export F=x
E
set -a; . ./app.env; set +a; echo "$A|$B|$C|$D"; sh -c 'echo "$A|$B|$F"'
