x=$(case a in a) echo inside;; b) echo no;; esac); echo $x; echo "$(case b in (b) echo quoted;; esac)"
