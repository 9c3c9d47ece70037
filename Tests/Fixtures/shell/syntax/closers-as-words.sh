echo fi done then do else esac '}' } { in !; for i in do done if fi; do printf '%s ' $i; done; echo; case done in (done) echo d;; esac
