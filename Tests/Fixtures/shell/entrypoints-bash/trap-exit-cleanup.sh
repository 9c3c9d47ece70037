cleanup() { s=$?; rm -rf work; echo "cleanup $s"; exit $s; }
trap cleanup EXIT; trap 'exit 130' INT; mkdir work; touch work/f; set -e
(exit 4)
