# shells: bash
listen=${PORT:-8080}; extra=("a b" c)
cat >conf <<-EOF
	server {
	  listen $listen;
	  name "${NAME:-$(echo default)}";
	  \$host \\ \`tick\` $((listen + 1))
	  ${extra[*]/#/- }
	}
	EOF
cat conf; { echo "# head"; cat conf; } | head -n 2
