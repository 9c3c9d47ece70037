w='a b=c'; export x=$w; echo "$x|${b-unset}"
