echo ${x:?is not set}
echo never
