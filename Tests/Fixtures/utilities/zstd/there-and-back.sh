# shells: gnu
echo hello >a
zstd -q a; echo "status $?"; zstd -dc a.zst; zstdcat a.zst
zstd -q --rm -f a; ls; unzstd -q --rm a.zst; ls
zstd -q a -o b.zst; zstd -dq b.zst -o c; cat c
zstd -q <a | zstd -d
rm -f *.zst
