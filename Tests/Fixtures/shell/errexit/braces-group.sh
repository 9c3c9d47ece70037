set -e
{ false; echo on; } || echo no
{ true; false; } && echo no
echo alive
{ true; false; }
echo no
