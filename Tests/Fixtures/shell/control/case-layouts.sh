case x in
(x) echo paren ;;
esac
case x in x) echo a
esac
case x in x) echo b;; esac; case x in x | y) echo c;; esac
case x
in x) echo d;
;; esac
case x in esac; echo e
