echo "${u:-line1
line2}" ${u:-a
b}
