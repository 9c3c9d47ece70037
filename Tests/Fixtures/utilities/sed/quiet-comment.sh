seq 1 3 | sed '#n
2p'
