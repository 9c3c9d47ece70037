case x in [[:nope:]]) echo match;; *) echo none;; esac
case : in [[:nope:]]) echo match;; *) echo none;; esac
case ':]' in [[:nope:]]) echo match;; *) echo none;; esac
