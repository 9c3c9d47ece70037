# shells: bash
touch .h v; mkdir d .hd; touch d/.x
echo *; echo .*; shopt -s dotglob; echo *; echo */*; shopt -u dotglob; echo */*
