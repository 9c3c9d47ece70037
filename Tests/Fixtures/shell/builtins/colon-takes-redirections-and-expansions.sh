: > f; : "${x:=v}"; echo $x; : $(echo side > g); cat g; while :; do break; done; : || echo no; : && echo yes
