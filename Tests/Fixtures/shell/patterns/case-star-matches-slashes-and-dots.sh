case a/b in a*) echo 1;; esac
case .x in *x) echo 2;; esac
case '' in *) echo 3;; esac
case '' in ?) echo no;; '') echo 4;; esac
case 'a
b' in a*b) echo 5;; esac
