set -e; export NAME=pkg VERSION=1.0; echo data >"$NAME-$VERSION.tar"; sum=$(sha256sum "$NAME-$VERSION.tar" | cut -d' ' -f1); echo "$sum *$NAME-$VERSION.tar" | sha256sum -c - >/dev/null && echo verified; rm "$NAME-$VERSION.tar"; echo "bad  none" | sha256sum -c - >/dev/null 2>&1 || echo rejected; apt() { echo "apt $*"; }; apt install -y --no-install-recommends \
    one \
    two \
    ; rm -rf /nosuch/lists/*
