(sleep 0.2; echo late >f) & echo first; wait; cat f
