true&&echo a||echo b;false||echo c;echo d|cat;(echo e);{ echo f;};if true;then echo g;fi;for i in 1 2;do echo $i;done;case x in x)echo h;;esac
echo i>f;cat<f;f(){ echo j;};f;(echo k)|cat;! false&&echo l
