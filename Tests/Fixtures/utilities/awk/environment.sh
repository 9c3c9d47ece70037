export GREETING='hello  world'
awk 'BEGIN { print ENVIRON["GREETING"]; print length(ENVIRON["NOTHING"]) }'
X=12 awk 'BEGIN { print ENVIRON["X"] + 1 }'
