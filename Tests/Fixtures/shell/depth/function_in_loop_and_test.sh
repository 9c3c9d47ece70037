# status: 2
f() { for i in 1; do while f || ! f; do if f; then case a in a) f ;; esac; fi; done; done; }
f
