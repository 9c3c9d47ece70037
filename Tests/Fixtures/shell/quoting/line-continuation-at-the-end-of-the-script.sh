echo one
echo tw\
