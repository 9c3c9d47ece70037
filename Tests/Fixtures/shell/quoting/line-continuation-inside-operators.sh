true &\
& echo and
false |\
| echo or
echo a >\
> f; cat f
i\
f true; th\
en echo kw; f\
i
