echo 1 > '[u]'; echo 2 > 'q?'; echo 3 > qa
