#first
echo a # b
if true # c
then # d
echo e # f
fi # g
for i in 1 2 # h
do echo $i # i
done
case x in # j
x) # k
echo l ;; # m
esac
{ echo n # }
}
