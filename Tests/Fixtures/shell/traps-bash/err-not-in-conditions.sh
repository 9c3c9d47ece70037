# shells: bash
trap 'echo err' ERR
if false; then :; fi; false || true; false && true; ! true; ! false; while false; do :; done; until true; do :; done
false | true; true | false; [[ a == b ]]; ((0)); test a = b || :; { false; } ; (false); echo end
