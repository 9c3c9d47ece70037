printf 'one\ntwo\nthree\n' | awk 'NR == 1 { RS = "e" } { print NR ": " $0 }'
