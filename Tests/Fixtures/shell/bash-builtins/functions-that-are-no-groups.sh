# shells: bash
f() if true; then :; fi
g() for i in a; do :; done 2>/dev/null
h() ( echo x ) 2>&1
type f g h
