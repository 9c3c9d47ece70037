echo a#b ${x:-#} "#" $# \#; set -- 1 2; echo $#; echo ${#}
