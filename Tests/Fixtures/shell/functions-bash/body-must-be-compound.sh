# shells: dash ash bash
f() echo simple
f
