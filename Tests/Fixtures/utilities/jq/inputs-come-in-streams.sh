# shells: gnu
printf '1 2\n"a"{"b":3}[4]\n' >in; printf '5' >two
jq -c . in two
jq -cs . in two
jq -nc '[inputs]' in
jq -c '[., input]' in; echo $?
jq -nc 'input, input' in
jq -c 'input_filename, input_line_number' in
printf 'a\nb,c\n\nd' >lines
jq -R . lines; jq -Rs . lines; jq -Rn '[inputs]' -c lines; jq -Rr 'split(",")[]' lines
jq -s . </dev/null; jq . </dev/null; echo $?
