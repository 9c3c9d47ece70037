# shells: gnu
mkdir d; touch e; echo hello > t; printf 'no end' > n; printf '#!/bin/sh\necho\n' > s; printf '#!/bin/bash\necho\n' > b; printf '#!/usr/bin/env python3\n' > p; printf 'a\r\nb\r\n' > c; printf '\303\244\n' > u; printf '\000\001\002' > x; ln -s t l; ln -s nox dl; mkfifo f; printf '\344\n' > i
file d e t n s b c u x l dl f i; file p; file -b t; file --mime-type t d e s l; file -i t u x; file -L l; file nox; echo $?; file -F = t; file -N t nox; chmod 4755 t; file t; printf '<?xml version="1.0"?>\n<a/>\n' > m; file m; printf '%%PDF-1.4\n' > q; file q
