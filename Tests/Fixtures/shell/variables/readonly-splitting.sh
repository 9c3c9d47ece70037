w='a b=c'; readonly x=$w; echo "$x|${b-unset}"
