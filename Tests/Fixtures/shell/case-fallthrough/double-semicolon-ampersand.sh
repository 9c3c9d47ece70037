# shells: bash
for v in ab b x; do case $v in a*) echo "a*";;& *b) echo "*b";;& x) echo x;; *) echo other;; esac; done
case a in a) echo 1;;& b) echo 2;& c) echo 3;;& a) echo 4;; a) echo 5;; esac
