touch a1 a2; echo ${u:-a*} "${u:-a*}" ${u:-"a*"} ${u-a?}
