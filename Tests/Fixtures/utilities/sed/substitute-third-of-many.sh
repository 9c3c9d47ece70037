echo 'one,two,three,four' | sed 's/,/;/3'
