echo body | sed 'i\
one\
two'
