# shells: gnu
# root: private
mkdir -p /etc /opt /home
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mkdir -p /etc/apt/sources.list.d /etc/apt/preferences.d
cat > /etc/apt/sources.list <<END
# a comment
deb http://deb.example/debian bookworm main contrib
deb-src http://deb.example/debian bookworm main
deb [arch=amd64 signed-by=/x.gpg] http://deb.example/ubuntu/ jammy stable
END
mkdir -p /etc/apt/sources.list.d /etc/apt/preferences.d
echo '_apt:x:42:65534::/nonexistent:/bin/false' > /etc/passwd
printf 'Types: deb\nURIs: http://deb.example/debian\nSuites: bookworm-updates bookworm-backports\nComponents: main\n' > /etc/apt/sources.list.d/x.sources
apt-get update -o Acquire::Retries=0 -o APT::Sandbox::User=root; echo $?; apt-get update -qq -o Acquire::Retries=0 -o APT::Sandbox::User=root; echo $?
echo 'bad line' >> /etc/apt/sources.list
apt-get update; echo $?; apt-get install -y foo; echo $?
rm /etc/apt/sources.list.d/*; : > /etc/apt/sources.list; apt-get update; echo $?
