echo a
echo b

nosuch-line-4
f() {
nosuch-line-6
}
f
