# shells: gnu
echo x > f
for o in -k0 -kx -k1.0 -k1,x -k1z '-t xx' -ng --sort=foo --check=x '-o a -o b' -nd '-t : -t ,' -k1,0 -q --files0-from=nofile; do
  sort $o f; echo $?
done
sort -t '' f
sort -c f f
sort .
sort -o /nodir/x f
sort --stab f
sort --s f
