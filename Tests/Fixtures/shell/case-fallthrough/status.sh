# shells: dash ash bash
false; case a in b) ;; esac; echo $?; false; case a in a) ;; esac; echo $?; case a in a) false;; esac; echo $?; false; case $(true) in "") echo $?;; esac
