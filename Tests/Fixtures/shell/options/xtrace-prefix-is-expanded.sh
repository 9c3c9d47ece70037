PS4='+ $n> '; n=7; set -x; echo a; n=8; echo b
