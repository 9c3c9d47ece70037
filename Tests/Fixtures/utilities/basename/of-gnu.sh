# shells: gnu
basename; echo $?; basename a b c; basename -z a | tr '\0' '@'; basename -az a b | tr '\0' '@'; basename --suffix=.x a.x b.x; basename --multiple a/b c/d; basename -q
