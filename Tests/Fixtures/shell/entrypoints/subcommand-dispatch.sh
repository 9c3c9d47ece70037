main() { cmd=${1:-help}; [ $# -gt 0 ] && shift; case "$cmd" in start|run) echo "run $*";; stop) echo stop;; -h|--help|help) echo usage;; sh|bash) echo "shell $*";; *) echo "unknown $cmd" >&2; return 64;; esac; }
main; main run a 'b c'; main stop; main --help; main zzz 2>/dev/null; echo $?
