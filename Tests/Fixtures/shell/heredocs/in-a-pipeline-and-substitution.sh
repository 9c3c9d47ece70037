x=$(cat <<E | sort
b
a
E
)
echo "$x"
