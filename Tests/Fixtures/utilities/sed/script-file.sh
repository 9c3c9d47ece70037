cat > app.ini <<'END'
# settings
[server]
host = example.org
port = 8080

[client]
name = crow
port = 9090
END
cat > edit.sed <<'END'
# keep ports only
/^port/!d
s/ *= */=/
END
sed -f edit.sed app.ini
