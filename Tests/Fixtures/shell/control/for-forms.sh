for i in a b; do echo $i; done; for i in a b
do echo $i
done; for i in; do echo none; done; set -- p q; for i; do echo $i; done; for i in x; do
echo $i; done; for in in in; do echo $in; done
