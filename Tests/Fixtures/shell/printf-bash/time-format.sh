# shells: bash
export TZ=UTC0
printf '%(%Y-%m-%d %H:%M:%S)T\n' 0 86399 1000000000
printf '%(%F %T %j %a %b %s)T|%10(%Y)T|\n' 1600000000 0
printf '%()T\n' 0; printf '%(%e %p %y)T %s\n' 0 rest
