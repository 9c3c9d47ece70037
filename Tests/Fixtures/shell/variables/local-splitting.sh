f() { w='a b=c'; local x=$w; echo "$x|${b-unset}"; }; f
