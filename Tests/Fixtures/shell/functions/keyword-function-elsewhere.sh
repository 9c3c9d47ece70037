eval 'function f { echo kw; }; f'; echo $?
