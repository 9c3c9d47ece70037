if true; then
	cat <<-E
		two tabs
	one	inner
	  tab then blanks
    blanks
	E
fi
cat <<-'E'
	quoted $x
	E
