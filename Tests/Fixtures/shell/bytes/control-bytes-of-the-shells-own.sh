x='aÅbàcÑ'; printf %s "$x"; echo; printf %s "Å$x" | wc -c | tr -d ' '; set -- "à" Å"Ñ"; for i; do printf %s "$i"; echo; done
