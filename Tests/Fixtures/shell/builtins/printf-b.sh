printf '%b|' 'a\nb' 'c\0101' 'd\101' 'e\\f' 'g\x41'; echo; printf '%b' 'stop\chere' 'never'; echo .; printf '%10b|%-6b|\n' 'a\tb' 'q'; printf '%b\n' 'x\c' after; echo .
