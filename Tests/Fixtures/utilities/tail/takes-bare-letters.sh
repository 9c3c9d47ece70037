# shells: gnu
seq 12 > f; tail -l f; tail +c f | head -c 4; echo; tail +l f; tail -b f | head -n 1
