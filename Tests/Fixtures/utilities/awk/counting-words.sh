printf 'the cat the dog the end\n' | awk '{ for (i = 1; i <= NF; i++) c[$i]++ } END { print c["the"], c["cat"] }'
