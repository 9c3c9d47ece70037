# shells: gnu
for d in '+1 month' '1 month ago' '+ 2 weeks' tomorrow yesterday now today 'next day' 'last week' 'next year' '+2 days 3 hours ago' '1 fortnight ago' day '-1 day' '12 hours 30 min 5 sec ago' '0.5 seconds' 'last month' months '- 1 day' '+-1 day'; do
  printf '%s = ' "$d"; date -u -d "2020-01-31 00:00:00 $d" '+%F %T.%N'
done
date -u -d '2020-01-01 12:00 UTC +90 minutes' +%T
date -u -d '2020-06-01 12:00+03 1 day' '+%F %T'
date -u -d '1 year ago 2020-02-29' +%F
