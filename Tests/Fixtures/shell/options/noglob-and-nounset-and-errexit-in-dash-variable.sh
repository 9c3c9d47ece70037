set -efu; case $- in *e*) printf e;; esac; case $- in *f*) printf f;; esac; case $- in *u*) printf u;; esac; set +efu; case $- in *[efu]*) printf still;; esac; echo
