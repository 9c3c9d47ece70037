unset HOST; PORT=; MODE=prod
: "${HOST:=localhost}" "${PORT:=80}" "${MODE:=dev}" "${LIST:=a b}"
echo $HOST $PORT $MODE $LIST; : ${NEED:?must be given} 2>/dev/null || echo no
