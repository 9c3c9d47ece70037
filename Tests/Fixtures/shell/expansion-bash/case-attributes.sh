# shells: bash
declare -u up=abc; declare -l low=ABC; declare -c cap='abc dEF'
echo $up $low "$cap"; up=xyz; low+=XYZ; echo $up $low
declare -p up low cap
