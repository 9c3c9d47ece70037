echo ~ ~/ ~/x ~x/y:~
HOME=/h; echo ~ ~/a
HOME=; echo ~ ~/a x
unset HOME; echo ~/a
