trap 'echo outer' EXIT; echo a | { trap 'echo inner' EXIT; cat; }; echo end
