# shells: bash
IFS=$'\n' lines=($(printf 'a b\nc\n\nd\n')); echo "${#lines[@]}" "${lines[0]}"; printf '%q\n' "$IFS"; unset IFS
mapfile -t l < <(printf 'a b\nc\n\nd\n'); echo "${#l[@]}"; words=($(<<<"p  q" cat)); echo "${#words[@]}"
