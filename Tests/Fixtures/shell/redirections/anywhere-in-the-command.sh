> f echo hi; cat f; echo > g a b; cat g; < f > g cat; cat g; echo 1 >f 2 3; cat f
