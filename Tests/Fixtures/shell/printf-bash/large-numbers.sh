# shells: bash
printf '%d\n' 9223372036854775807; printf '%d\n' 9223372036854775808; echo $?
printf '%u\n' -1; printf '%x\n' -1; printf '%d\n' 0xffffffffffffffff; echo $?
