NAME=app PORT=8080
cat > app.conf <<EOF
[server]
name = "$NAME"
port = ${PORT:-80}
debug = ${DEBUG:-false}
path = \$HOME
EOF
cat app.conf; sed -e "s/@NAME@/$NAME/g" -e "s|@PATH@|/var/lib/$NAME|" <<'E'
name=@NAME@ path=@PATH@ $NAME
E
