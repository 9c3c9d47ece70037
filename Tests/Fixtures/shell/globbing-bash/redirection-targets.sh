# shells: bash
touch one two; cat <o*; echo x >o*; cat one; cat <[ot]*; echo $?
