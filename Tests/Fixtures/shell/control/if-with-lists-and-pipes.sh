if false; true; then echo last decides; fi; if echo a | grep -q a; then echo pipe; fi; if ! false; then echo neg; fi; if { false; } || true; then echo or; fi
