f()

{
echo nl
}
g ( ) { echo sp; }
f; g
