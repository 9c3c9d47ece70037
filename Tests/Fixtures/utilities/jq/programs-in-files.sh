# shells: gnu
printf '#!/usr/bin/jq -f\n# comment\ndef f: . + 1;\n[.[] | f]\n' >p.jq
echo '[1,2]' >in
jq -c -f p.jq in; jq -cf p.jq in; jq -c --from-file p.jq in
jq -f missing in; echo $?
printf '.[0] +\n' >bad.jq; jq -f bad.jq in; echo $?
