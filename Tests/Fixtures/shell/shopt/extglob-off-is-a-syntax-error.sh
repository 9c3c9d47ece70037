# shells: bash
echo before
case a in @(a|b)) echo yes;; esac
echo after
