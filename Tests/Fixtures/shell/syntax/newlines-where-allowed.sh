for i in a b

do

echo $i

done
case x

in

x | y )

echo c

;;

esac
f()
{ echo f
}
if
true
then
f
fi
while

false

do :
done
