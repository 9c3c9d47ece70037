t() { test "$@" 2>/dev/null; echo "$* -> $?"; }
t 1 -eq 1; t 01 -eq 1; t 1 -ne 2; t 2 -gt 1; t 1 -lt 1; t 1 -le 1; t -1 -ge -2; t ' 1' -eq '1 '; t a -eq 1; t '' -eq 0; t 1.5 -eq 1; t 0x1 -eq 1; t +1 -eq 1
