# status: 2
printf '. ./s\n' > s
. ./s
