for x in a a/b /a / // a/ a// a//b /a/b/ ./a . .. ../a //x/; do dirname "$x"; done; dirname ''; dirname -- -a/b
