case $HOME/x in ~/x) echo yes;; *) echo no;; esac
case ~/x in /root/x) echo yes;; *) echo no;; esac
x=/root/y; echo ${x#~} ${x#~/}
