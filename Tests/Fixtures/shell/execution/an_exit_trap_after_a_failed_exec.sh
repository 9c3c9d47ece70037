trap 'echo yes' EXIT; exec nosuch
