n=$(printf '%0120d' 7); mkdir -p $n/$n; echo a > $n/$n/$n; ln -s $n/$n/$n l
