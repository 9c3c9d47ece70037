printf 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n' > os-release
awk -F= '$1 == "VERSION_ID" { gsub(/"/, "", $2); print $2 }' os-release
awk -F= '/^VERSION_CODENAME/ { print $2 }' os-release
printf 'root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000::/home/web:/bin/bash\n' > passwd
awk -F: '$3 >= 1000 { print $1, $NF }' passwd
awk -F: -v OFS=: '$1 == "web" { $7 = "/bin/sh" } 1' passwd > passwd.new && cat passwd.new
printf 'abc123  file one\ndef456  two\n' > sums
awk '{ print $1 }' sums
awk '$2 == "two" { found = 1 } END { exit !found }' sums && echo found
printf '10 20\n30 40\n' | awk '{ for (i = 1; i <= NF; i++) s += $i } END { printf "%d %.2f\n", s, s / NR }'
printf 'b\na\nb\n' | awk '!seen[$0]++'
printf '[a]\nx=1\n[b]\nx=2\n' | awk '/^\[/ { section = $0 } section == "[b]" && /^x=/ { sub(/^x=/, ""); print }'
awk 'NR > 1 && NR < 3' passwd
printf 'key: value\n' | awk '{ print toupper(substr($1, 1, length($1) - 1)) }'
seq 10 | awk 'NR % 3 == 0 { printf "%s%s", sep, $0; sep = "," } END { print "" }'
printf 'a b  c\n' | awk '{ $2 = ""; print; print NF }'
