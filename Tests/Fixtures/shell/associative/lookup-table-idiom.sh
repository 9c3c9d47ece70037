# shells: bash
declare -A arch=([amd64]=x86_64 [arm64]=aarch64)
for a in amd64 arm64 riscv; do
    echo "$a -> ${arch[$a]:-unknown}"
done
[ -z "${arch[riscv]:-}" ] && echo none
