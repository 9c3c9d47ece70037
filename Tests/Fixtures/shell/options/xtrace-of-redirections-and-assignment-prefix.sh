set -x; echo a > f; x=1 true; y=2 z=3 echo q; ! false; { echo g; }
