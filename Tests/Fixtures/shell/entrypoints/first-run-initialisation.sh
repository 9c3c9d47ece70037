data=data; init() { if [ ! -s "$data/VERSION" ]; then mkdir -p "$data"; echo 12 > "$data/VERSION"; echo initialised; else echo "exists $(cat "$data/VERSION")"; fi; }
init; init; [ "$(ls -A $data)" ] && echo notempty; mkdir e; [ -z "$(ls -A e)" ] && echo empty
