# shells: bash
export DB_HOST=db:3306 KEY='a/b&c'
while IFS= read -r line || [[ -n $line ]]; do while [[ $line =~ \{\{([A-Z_]+)\}\} ]]; do v=${BASH_REMATCH[1]}; line=${line//"${BASH_REMATCH[0]}"/"${!v}"}; done; printf '%s\n' "$line"; done <<'E'
host={{DB_HOST}} key="{{KEY}}" none={{NOPE}}
  indented \n stays
E
