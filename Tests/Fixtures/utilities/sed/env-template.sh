name=world
echo 'hello @NAME@' | sed "s/@NAME@/$name/"
