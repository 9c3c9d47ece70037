echo $(echo "$(echo ')')") $(echo ')' ; echo "(") $(case x in x) echo case;; esac) $(case y in (y) echo p;; esac)
