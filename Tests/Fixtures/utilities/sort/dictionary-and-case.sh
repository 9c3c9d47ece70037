printf 'a-b\nab\na c\nB\nb\nA\n_x\n' > f
sort -d f; echo
sort -df f; echo
sort -i f; echo
sort -fs f; echo
sort -fu f; echo
sort -k1f -k1 f
