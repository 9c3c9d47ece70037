# shells: gnu
# root: private
mkdir -p /etc /opt /home
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
printf "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n" > /etc/passwd
printf "root:x:0:\nusers:x:100:\nstaff:x:50:root\nnogroup:x:65534:\n" > /etc/group
printf "root:*:19000:0:99999:7:::\nnobody:*:19000:0:99999:7:::\n" > /etc/shadow
printf "root:*::\nusers:*::\nstaff:*::root\nnogroup:*::\n" > /etc/gshadow
printf "UID_MIN 1000\nUID_MAX 60000\nSYS_UID_MIN 100\nSYS_UID_MAX 999\nGID_MIN 1000\nGID_MAX 60000\nSYS_GID_MIN 100\nSYS_GID_MAX 999\nUSERGROUPS_ENAB yes\nENCRYPT_METHOD SHA512\nPASS_MAX_DAYS 99999\nPASS_MIN_DAYS 0\nPASS_WARN_AGE 7\n" > /etc/login.defs
mkdir -p /etc/skel; echo skel > /etc/skel/.profile
# The day of a change is today's.
show() {
    for file; do
        echo "[$file]"
        case $file in
        shadow) sed "s/^\([^:]*:[^:]*\):[0-9]*:/\1:TODAY:/" /etc/shadow ;;
        *) cat /etc/$file ;;
        esac
    done
}
# What Debian has there by itself.
: > /etc/adduser.conf; : > /etc/deluser.conf
addgroup one; addgroup --system two; addgroup --gid 1500 three; addgroup one; echo $?; addgroup --system two; echo $?; show group gshadow
delgroup one; delgroup nosuch; echo $?; adduser --disabled-password --gecos '' u > /dev/null; adduser u three; deluser u three; deluser u three; echo $?; deluser u 2> /dev/null; deluser nosuch; echo $?
delgroup --only-if-empty three; show passwd group
