# shells: bash
want_help() { local arg; for arg; do case "$arg" in -'?'|--help|--print-defaults|-V|--version) return 0;; esac; done; return 1; }
for a in --help '-?' --verbose -V; do want_help x "$a" && echo "$a yes" || echo "$a no"; done
have() { local check="$1"; shift; local arg; for arg; do case "$arg" in "$check"|"$check"=*) return 0;; esac; done; return 1; }
get() { local check="$1"; shift; while [ "$#" -gt 0 ]; do local arg="$1"; shift; case "$arg" in "$check") echo "$1"; return 0;; "$check"=*) echo "${arg#$check=}"; return 0;; esac; done; return 1; }
have --bind --bind=1 && echo eq; have --bind --binding || echo not; get --dir --x --dir /d; get --dir --dir=/e=f; get --dir || echo none
