# shells: dash ash bash
sleep 5 & kill $!; wait $!; echo $?; sleep 5 & kill -9 $! ; wait $! 2>/dev/null; echo $?; sleep 5 & kill -0 $! && echo alive; kill -INT $! ; kill $!; wait $! 2>/dev/null; [ $? -gt 128 ] && echo killed; kill -0 $! 2>/dev/null; echo $?
