case a/b in a[/]b) echo yes;; *) echo no;; esac
case a/b in a?b) echo yes;; *) echo no;; esac
