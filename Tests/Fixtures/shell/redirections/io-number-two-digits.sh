# shells: ash bash
exec 10>f; echo ten >&10; exec 10>&-; cat f
