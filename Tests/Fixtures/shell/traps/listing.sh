trap 'echo "it is"' EXIT; trap 'echo t' TERM; trap '' HUP; trap; trap - EXIT TERM HUP; trap; echo end
