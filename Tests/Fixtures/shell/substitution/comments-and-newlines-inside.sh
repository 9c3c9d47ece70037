echo $(
# a comment with ) in it
echo a # it's
echo b
)
