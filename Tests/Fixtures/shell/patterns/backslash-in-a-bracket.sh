case '\' in [\\]) echo 1;; *) echo no1;; esac
case ']' in [\]]) echo 2;; *) echo no2;; esac
case 'a' in [\a]) echo 3;; *) echo no3;; esac
case '-' in [a\-z]) echo 4;; *) echo no4;; esac
case 'm' in [a\-z]) echo no5;; *) echo 5;; esac
x='\'; case '\' in [$x]) echo 6;; *) echo no6;; esac
