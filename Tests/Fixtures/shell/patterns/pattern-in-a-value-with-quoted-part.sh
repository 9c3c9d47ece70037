touch xa xb; p='x'; s='*'; echo "$p"* $p$s "$p$s" "$p"$s "$p""$s"
