echo a
case x in
esac y
