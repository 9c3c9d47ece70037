case b in [^a]) echo not-a;; *) echo a;; esac
case ^ in [a^]) echo caret;; esac
