case $- in *m*|*i*) echo interactive;; *) echo plain;; esac
