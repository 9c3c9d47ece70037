case 'a*' in a\*) echo 1;; esac
case ab in a\*) echo no;; *) echo 2;; esac
p='a\*'; case 'a*' in $p) echo 3;; *) echo 3no;; esac
case 'a\' in a\\) echo 4;; esac
case '\' in '\') echo 5;; esac
