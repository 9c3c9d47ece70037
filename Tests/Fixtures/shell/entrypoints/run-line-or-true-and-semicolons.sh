set -e; false || true; (false || true); rm -f nothing; ls nothing 2>/dev/null || echo absent; ! ls nothing >/dev/null 2>&1; if ! ls nothing >/dev/null 2>&1; then echo still; fi
