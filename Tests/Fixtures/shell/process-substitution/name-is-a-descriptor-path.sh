# shells: bash
echo <(:) | sed 's/[0-9]*$/N/'
case <(:) in /dev/fd/*) echo dev fd;; esac
[ -e <(:) ] && echo exists; [ -p <(:) ] && echo pipe
