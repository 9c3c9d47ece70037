printf '%s\n' 'no-install' 'quiet=1' > apt.conf; { echo 'a'; echo; echo "b=$((1+1))"; } | tee conf > /dev/null; cat apt.conf conf; printf 'x\n' >> conf; wc -l < conf | tr -d ' '
