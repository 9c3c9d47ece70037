# shells: ash bash
case a in a) echo a;& b) echo b;& c) echo c;; d) echo d;; esac
case x in a) echo a;& *) echo star;& z) echo z;; esac; case a in a) (exit 3);& b) echo $?;; esac
