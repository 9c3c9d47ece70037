# shells: bash
echo "[$PS1][$PS2][$PS4]"; echo "[${BASH_ENV-unset}][${ENV-unset}]"; echo 'echo from env file' >e; BASH_ENV=./e bash -c 'echo main'
