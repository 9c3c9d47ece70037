mkdir dist; echo d > dist/conf; [ -e conf ] || cp dist/conf conf; echo edited > conf; [ -e conf ] || cp dist/conf conf; cat conf; for f in dist/*; do t=${f#dist/}; [ -f "$t" ] && echo "keep $t"; done
