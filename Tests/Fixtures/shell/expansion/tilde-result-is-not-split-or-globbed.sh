mkdir 'a b'; touch 'a b/c'
HOME='a b'; printf '<%s>' ~ ~/*; echo
HOME='*'; printf '<%s>' ~; echo
