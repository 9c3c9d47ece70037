# shells: bash
[ "$UID" = "$EUID" ] && echo ids; UID=5; echo $?
echo "next"; [ -n "$HOSTNAME" ] && echo h; echo $OSTYPE $((${#GROUPS[@]} > 0)) $SHLVL
