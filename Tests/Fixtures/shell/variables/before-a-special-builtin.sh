x=1; x=2 :; echo $x; y=3 eval 'echo $y'; echo "${y-unset}"; z=4 export q=1; echo "${z-unset}"; w=5 . /dev/null; echo "${w-unset}"; v=6 set -- a; echo "${v-unset}"
