(trap 'echo never' EXIT; exec echo replaced)
(trap 'echo once' EXIT; exec 3>&1; echo go)
