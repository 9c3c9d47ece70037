x=é€; echo ${#x}; echo "${x#?}"; echo; printf '%.1s|%4s|\n' é é; echo; case é in ??) echo two;; ?) echo one;; esac
