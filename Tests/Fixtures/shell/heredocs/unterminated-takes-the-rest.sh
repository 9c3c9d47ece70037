echo before
cat <<E
to the end
