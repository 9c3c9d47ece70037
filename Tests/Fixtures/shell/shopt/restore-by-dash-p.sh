# shells: bash
saved=$(shopt -p nullglob dotglob); shopt -s nullglob; eval "$saved"; shopt -q nullglob || echo restored; old=$(set +o); set -eu; eval "$old"; case $- in *e*|*u*) echo kept;; *) echo off;; esac; (shopt -s nullglob); shopt -q nullglob || echo outer off
