cd /usr; cd /; cd -; cd - >/dev/null; echo $PWD; HOME=/usr; cd; echo $PWD; cd ~; echo $PWD; unset HOME; cd 2>/dev/null; echo $?; HOME=; cd; echo $? $PWD
