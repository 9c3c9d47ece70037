# shells: gnu
mkdir -p d/e; echo one > d/a; echo two > d/e/b
find d -type f -execdir echo {} \; | sort; find d -name b -execdir cat b \; ; find d -name b -execdir echo {} + ; find d -name a -ok echo hi {} \; < /dev/null; echo y > ans; find d -name a -ok echo hi {} \; < ans; find d -name a -quit -o -print | head -1; find d -type f -fprint out; sort out; find d -type f -fprintf out2 '%f\n'; sort out2; find d -type f -delete -print | sort; find d; mkdir -p x/y; touch x/z; find x -name x -delete; echo $?; find x -delete; rm -f out out2; ls
