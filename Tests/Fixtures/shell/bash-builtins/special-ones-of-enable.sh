# shells: bash
enable -s
