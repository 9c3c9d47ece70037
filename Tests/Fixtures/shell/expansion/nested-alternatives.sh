echo ${a:-${b:-${c:-deep}}} "${a:-"${b:-"q  q"}"}" ${a:-$(echo ${b:-cmd})} ${a:-`echo bq`}
