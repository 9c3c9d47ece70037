# shells: ash bash
case $RANDOM in ''|*[!0-9]*) echo bad;; *) echo number;; esac
