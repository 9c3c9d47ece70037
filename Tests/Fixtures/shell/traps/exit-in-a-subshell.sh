(trap 'echo sub' EXIT; echo in); echo out; trap 'echo main' EXIT; (echo quiet); (trap 'echo own' EXIT); x=$(trap 'echo cs' EXIT; echo v); echo $x
