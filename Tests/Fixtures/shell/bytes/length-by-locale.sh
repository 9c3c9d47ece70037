LC_ALL=C.UTF-8; export LC_ALL; x=é€a; echo ${#x}; echo "${x#?}"; case é in ?) echo one;; ??) echo two;; esac
LC_ALL=C; echo ${#x}
