awk 'BEGIN { print !x++, x; print !x++, x; y = !y; print y }'
