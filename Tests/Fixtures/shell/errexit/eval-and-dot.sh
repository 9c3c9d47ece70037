set -e
eval 'false || echo e1'
echo 'false; echo on' > s
if . ./s; then echo dot; fi
eval false || echo e2
eval 'echo a; false; echo no'
echo no
