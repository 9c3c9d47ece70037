# shells: gnu
seq 5 > f; mkdir o; cd o
split -l 2 ../f; ls; cat xaa; rm x*; split -b 3 ../f p; ls; rm p*; split -n 2 ../f n; ls; cat naa; rm n*; split -n l/2 ../f m; cat mab; rm m*; split -n r/2 ../f r; cat raa; rm r*
split -n 1/2 ../f; split -n l/2/3 ../f; split -C 5 ../f c; ls; cat cab; rm c*; split -d -a 3 -l 2 ../f d; ls; rm d*; split -x -l 2 ../f h; ls; rm h*; split --additional-suffix=.txt -l3 ../f t; ls; rm t*; split --verbose -l3 ../f v; rm v*; split -2 ../f; ls; rm x*; split -l 2 - z < ../f; ls; rm z*
split --numeric-suffixes=5 -l2 ../f ns; ls; rm ns*; split -e -n 7 ../f e; ls; rm e*; split -t 3 -l 1 ../f g; ls; cat gab; rm g*; split ../f; ls; rm x*; split -b 1k ../f; split -n 12 ../f q; ls; cat qaa qal; rm q* xaa; seq 700 | split -l 1 - w; ls | tail -n 3; rm w*; split -a 1 -l 1 ../f y; ls; rm y*; seq 30 | split -a 1 -l 1 - y; ls | wc -l; rm y*; printf 'abc' | split -n 2; ls
