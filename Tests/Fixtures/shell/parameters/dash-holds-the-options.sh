set -fu; case $- in *f*) echo f;; esac; case $- in *u*) echo u;; esac
set +fu; case $- in *f*|*u*) echo still;; *) echo none;; esac
