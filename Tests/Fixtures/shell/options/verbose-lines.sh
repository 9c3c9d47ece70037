exec 2>&1
set -v
echo a; echo b
# comment

f() {
  echo in
}
f
x=$(echo q)
cat <<EOT
doc
EOT
if true
then echo z
fi
set +v
echo last
