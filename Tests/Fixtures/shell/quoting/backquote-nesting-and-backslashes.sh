echo `echo \`echo nested\``
echo `echo '\\'` `echo '\a'` `echo \\a`
echo "`echo \\\\`" `echo \\\\`
