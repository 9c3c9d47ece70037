cat > app.ini <<'END'
# settings
[server]
host = example.org
port = 8080

[client]
name = crow
port = 9090
END
sed '/^$/d' app.ini
