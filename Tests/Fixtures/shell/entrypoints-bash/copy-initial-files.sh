# shells: bash
mkdir -p src/wp-content/{plugins/p,themes} html; echo i >src/index.php; echo p >src/wp-content/plugins/p/f; echo own >html/keep
cd html; if [ ! -e index.php ] && [ ! -e version.php ]; then
    if [ -n "$(find . -mindepth 1 -maxdepth 1 -not -name keep)" ]; then echo "not empty" >&2; fi
    args=(--create --file - --directory ../src); for c in ../src/wp-content/*/*/; do c="${c%/}"; [ -e "${c#../src/}" ] && args+=(--exclude "./${c#../src/}"); done; echo "${#args[@]}"
    cp -R ../src/. .; fi; find . -type f | sort
