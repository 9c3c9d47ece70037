x=aaa; echo "<${x#aaa}><${x##a*}><${x%%a*}><${x#a}><${x##a}><${x%aaaa}>"
