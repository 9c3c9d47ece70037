# shells: dash ash bash
case a in (a) echo paren;; esac; case "" in "") echo empty;; esac; case x in a|b|x) echo or;; esac; case q in esac; echo $?
case a in
    # comment
    b) echo no ;;
    a)
        echo yes
esac
case '*' in \*) echo star;; esac; case ab in a"b") echo q;; esac; case a] in a]) echo br;; esac; case in in in) echo in;; esac; case esac in (esac) echo esac;; esac
