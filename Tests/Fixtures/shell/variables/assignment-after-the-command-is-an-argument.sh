echo a=1; echo "${a-unset}"; a=1 echo b=2 "${a-unset}"
