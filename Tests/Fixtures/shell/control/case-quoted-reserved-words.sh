case if in if) echo if;; esac; case esac in (esac) echo esac;; esac; case in in in) echo in;; esac; case for in do|for) echo for;; esac
