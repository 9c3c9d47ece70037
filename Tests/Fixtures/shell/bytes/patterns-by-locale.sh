export LC_ALL=C.UTF-8; touch é e E; echo ? [[:alpha:]] [a-z]; case É in [[:upper:]]) echo upper;; *) echo no;; esac
