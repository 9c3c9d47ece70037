# shells: bash
zq_b=1 zq_a=2; compgen -v zq_; compgen -v nosuchprefix; echo $?; export zq_a; compgen -e zq_
