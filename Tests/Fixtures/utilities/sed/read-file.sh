echo inner > part
seq 1 3 | sed '2r part'
