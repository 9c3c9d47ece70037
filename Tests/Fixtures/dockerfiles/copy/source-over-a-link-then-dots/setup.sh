mkdir -p q/r; ln -s q/r l; echo other > q/a
