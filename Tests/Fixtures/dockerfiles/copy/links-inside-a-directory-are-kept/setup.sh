echo a > a; ln -s a link; ln -s missing broken; ln -s /etc/passwd absolute
mkdir d; ln -s ../a d/up; ln -s . d/here; mkdir real; echo r > real/r; ln -s real tolinked
