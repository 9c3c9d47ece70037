# shells: gnu
export HOME=$PWD GIT_CONFIG_NOSYSTEM=1
git config --global user.name "A B"; git config --global user.email a@b
git config --global --add safe.directory /x; git config --global --add safe.directory '*'
git config --global url."https://x/".insteadOf git@x:
git config --global alias.co 'checkout -b "x" # y'; git config --global core.Editor ' vi '
cat .gitconfig
git config --global user.name; git config user.name; git config --get user.email; git config --get-all safe.directory
git config --get safe.directory; git config --global --get no.such; echo "$?"
git config --global --list; git config -l
git config --global safe.directory one; echo "$?"
git config --global --unset user.name; git config --global --unset user.name; echo "$?"
git config --global --unset-all safe.directory; git config --global --replace-all user.email c
git config x.y z; echo "$?"; git config --global nodot y; echo "$?"
git config --file f a.b c; git config -f f a.b; cat f .gitconfig
