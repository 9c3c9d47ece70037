# a comment with \
echo after backslash
echo one # it's "quoted `and $(open
echo two
