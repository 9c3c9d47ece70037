X=1 env | grep '^X='
X=2; echo ${X}
export Y=3; env | grep '^Y='
