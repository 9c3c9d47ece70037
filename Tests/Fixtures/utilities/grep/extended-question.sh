printf 'color\ncolour\ncolr\n' | grep -E 'colou?r'
