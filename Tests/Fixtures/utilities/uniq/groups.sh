# shells: gnu
printf 'a\na\nb\nc\nc\n' > f
uniq -D f; echo; uniq --all-repeated=prepend f; echo; uniq --all-repeated=separate f; echo; uniq --group f; echo
uniq --group=prepend f; echo; uniq --group=append f; echo; uniq --group=both f; echo; uniq --count --repeated f
uniq -1 f; uniq --skip-fields=0 --check-chars=1 f; uniq -Du f; echo end
uniq -w x f; uniq -f -1 f; uniq -s z f; uniq a b c; uniq --group=x f; uniq --all-repeated=x f; uniq -c --group f; uniq -cD f; uniq --group -d f; uniq f /nodir/x; uniq -Q
