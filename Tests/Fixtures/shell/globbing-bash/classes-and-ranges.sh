# shells: dash ash bash
touch a B 1 _ ./-; echo [[:alpha:]] / [[:digit:]] / [![:alnum:]] / [a-c1-3] / [-_] / [^a] / [[:upper:][:digit:]]
