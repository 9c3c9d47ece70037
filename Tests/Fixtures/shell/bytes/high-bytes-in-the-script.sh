x=aÿbé; printf %s "$x"; echo; echo ${#x}; for i in ÿ 'é'; do printf %s $i | wc -c | tr -d ' '; done
