# shells: gnu
dirname; dirname a/b c/d/e f; dirname -z a/b c | tr '\0' '@'; dirname -q
