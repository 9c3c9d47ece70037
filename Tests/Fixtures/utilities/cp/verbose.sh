mkdir -p d/e; echo one > f; echo two > d/g
cp -v f copy; cp -v f d; cp -vr d x | sort; cp -v f copy; cp -vf f copy; cp -av d y | sort
