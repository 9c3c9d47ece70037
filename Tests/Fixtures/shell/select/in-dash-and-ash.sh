# shells: dash ash
echo before
select x in a b; do echo $x; done
