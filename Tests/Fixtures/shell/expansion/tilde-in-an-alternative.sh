echo ${u:-~} ${u:-~/x} "${u:-~}" ${u:-a~} ${u:-a:~}
x=${u:-~/y}; echo $x
x=${u:-a:~/y}; echo $x
