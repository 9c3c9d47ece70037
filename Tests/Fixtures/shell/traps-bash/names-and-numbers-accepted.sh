# shells: dash ash bash
trap 'echo 15' 15; kill -15 $$; trap 'echo hup' HUP; kill -s HUP $$; trap 'echo one' 1; kill -1 $$; trap 1; kill -l 9; kill -l 143
