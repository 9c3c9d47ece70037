set -- -v --out 'a b' rest more
p=$(getopt -o vo: --long verbose,out: -n t -- "$@") || exit 1
eval set -- "$p"
while :; do
  case $1 in
    -v|--verbose) echo verbose; shift;;
    -o|--out) echo "out=$2"; shift 2;;
    --) shift; break;;
  esac
done
echo "$@"
