mkdir -p 'p/[uv]/[w]' 'p/s?t' p/sat 'p/o*q' p/oaaq; for d in 'p/[uv]' 'p/[uv]/[w]' 'p/s?t' p/sat 'p/o*q' p/oaaq; do echo "$d" > "$d/f"; done
