l=; for i in a b c; do l=${l:+$l,}$i; done; echo $l; l=${l}${l:+,}d; echo $l; case ",$l," in *,b,*) echo has b;; esac
