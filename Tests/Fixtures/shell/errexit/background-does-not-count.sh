set -e
false &
wait $! || echo "wait $?"
false & wait
echo "plain wait $?"
