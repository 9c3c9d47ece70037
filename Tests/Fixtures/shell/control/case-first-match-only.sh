case abc in a*) echo 1;; *c) echo 2;; esac; case x in y) echo no;; esac; echo $?; case x in x) ;; esac; echo $?; case x in x) false;; esac; echo $?
false; case x in y) ;; esac; echo $?; false; case x in x) ;; esac; echo $?
