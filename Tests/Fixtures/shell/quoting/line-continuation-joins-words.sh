ec\
ho on\
e t"w\
o" 'th\
ree'
x=val
echo $\
x $\
{x} ${x\
} "$\
(echo sub)" $(\
echo s2)
