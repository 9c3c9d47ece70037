read </dev/null; echo "$? [$REPLY]"
