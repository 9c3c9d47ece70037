mkdir d; echo old > o; echo new > n; echo x > x
mv -v x y; mv -v y d; mv -n n o; cat o n; mv -f n o; cat o; echo 2 > p; mv -i p o < /dev/null; echo; cat o; echo y > yes; mv -i p o < yes; cat o
