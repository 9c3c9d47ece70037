echo 'cat concat cat' | sed 's/\<cat\>/dog/g'
