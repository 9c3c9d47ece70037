cat <<E
cost: 5$
$ x $. \$ $
E
