# shells: ash
echo before
case a in a) echo a;;& b) echo b;; esac
