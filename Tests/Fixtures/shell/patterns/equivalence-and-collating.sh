case a in [[=a=]]) echo eq;; *) echo none;; esac
case - in [[.-.]]) echo coll;; *) echo none;; esac
