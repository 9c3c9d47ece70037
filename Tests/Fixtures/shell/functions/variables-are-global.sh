f() { made=yes; unset x; }; x=1; f; echo "$made ${x-unset}"
