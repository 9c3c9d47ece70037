is_true() { case "$(echo "$1" | tr A-Z a-z)" in 1|true|yes|on) return 0;; *) return 1;; esac; }
for v in true YES 1 off '' no On; do if is_true "$v"; then echo "$v: on"; else echo "$v: off"; fi; done
