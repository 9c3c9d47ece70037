# shells: dash ash bash
type cd : . [ test echo printf; type while; alias q=w 2>/dev/null; type q 2>&1 | head -n 1; command -v [ cd
