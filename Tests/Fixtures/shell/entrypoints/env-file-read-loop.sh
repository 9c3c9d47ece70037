printf 'A=1\n# c\n\nB=two words\nC=x=y\n' > f; while IFS= read -r line || [ -n "$line" ]; do case $line in ''|\#*) continue;; esac; export "${line%%=*}=${line#*=}"; done < f; echo "$A|$B|$C"
