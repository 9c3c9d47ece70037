echo 'salt pepper' | sed 's/ / \& /'
