# shells: bash
compgen -W "apple banana apricot" ap; compgen -W "a b"; fn_one() { :; }; fn_two() { :; }; compgen -A function fn_; compgen -A builtin ec; compgen -k wh; compgen -b prin
