echo > f
touch nod/x; echo $?; touch f/x; touch -d qq f; echo $?; touch -r nox f; touch -t 99 f; touch ''; touch -d '2001-13-01 00:00' f; touch -c nod/x; echo $?
