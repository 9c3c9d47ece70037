set -- 1 22 333
echo 1:$\
1
echo 22:$\
{\
2\
}
echo 3:$\
{\
#\
3\
}
echo Ok:$\
?
