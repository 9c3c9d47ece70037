set -e
sh -c 'false; echo child on'
(echo "${-}" | grep -q e && echo sub has e)
echo "$(case $- in *e*) echo subst has e;; *) echo subst lacks e;; esac)"
