printf 'abc\n' | awk '{ print ($1 ~ /b/) ($1 ~ "^a") ($1 !~ "z$") (/c$/) }'
