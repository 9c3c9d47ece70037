# shells: gnu
# root: private
mkdir -p /etc /opt /home
base64 -d > foo.deb <<END
ITxhcmNoPgpkZWJpYW4tYmluYXJ5ICAgMTYwMDAwMDAwMCAgMCAgICAgMCAgICAgMTAwNjQ0ICA0ICAgICAgICAgYAoyLjAKY29u
dHJvbC50YXIuZ3ogIDE2MDAwMDAwMDAgIDAgICAgIDAgICAgIDEwMDY0NCAgNTI0ICAgICAgIGAKH4sIAAAAAAACA+2Yz2vbMBSA
c/Zf8dbtNKgt2ZZlhzGWsUsPg0Jhd8V+XkRtK0gKW/fXT3G2QxPalYGTNn0fDjb6YUSePj3JcTKbHBaQQoz3wP59fOaZTGXO/5RL
ybIZiNkR2DivLMDMGuMfa/ev+hdKnNRmaFvdoZs0/kWePxx/XtyPP+dChvgziv/kJOjrpDUm3k6DaEa8Mkb/vTXdxOv/Y/5nXOz7
nzFB/h+Da1Xfqu84h7AGRN/QOm2GOfCYXfJoYeuV9lj7jQ0NVNdFX5UefPihncMCPsMH9WkZ40/Vrzv8GF0N4b/sOmwub/Sv0IOn
0U3oPb6x166Orq02Vvu7OZj1tlh10Rd0tdXrXSMF691wwBvw9m4cFFx5WCkXKlv8AWOmiiMI12JoQuGyU8MtdGFMMS1f/+N/3wi3
6d0J/eehbs//NE3J/2OAUqVFyTKpRJnnVYFVWqZZigUruVoWDcC9DULTVBxLjhUrBBetYlmRV4i8rEps5VICbJxN3EpZ3HZKGuUV
afms/V8b53VYuU94/hPsYP/PJPl/DN6+SZZ6CMZGWK8MXARpd9kf/s6LObx7f0EOn7X/tj/p95/84PzPBe3/n4H/tif7z95/i9Om
/yf4Lw/O/7wg/0/s/25e0AJw/v5Pm/6f4P/+97+xOfl/av8p/RMEQRAEQRDEWfEb+idDzAAoAABkYXRhLnRhci5neiAgICAgMTYw
MDAwMDAwMCAgMCAgICAgMCAgICAgMTAwNjQ0ICAyMTUgICAgICAgYAofiwgAAAAAAAID7da9DsIgFIZhZq+CGxA4/JTJiyG1jZMk
lN6/tOnURJ2KqN+zQFq2N4EjJDucKrxz61rs13VPxmtvafvuvTKMO1bBPOWQOGcpxvzq3Lv/X0rIIfeysf6krOvQv17/MUbRx/t4
XP/O2uf9yez6a1KacYX+h1uqX0ioM50Y/B8h5ym1d/87srj/6/WfbiENsp3+1BHe/+r9yxQg2+ivrSL0/0T/a8ih/vznd/2NNgbz
Xw1Lb17Cc8yAAAAAAAAAAAAAAAA/4wEXl4j3ACgAAAo=
END
dpkg-deb -c foo.deb; dpkg-deb -I foo.deb; dpkg-deb -I foo.deb conffiles; dpkg-deb -I foo.deb postinst nosuch; echo $?
dpkg-deb -f foo.deb; dpkg-deb -f foo.deb Package; dpkg-deb -f foo.deb version package nosuch
dpkg-deb -W foo.deb; dpkg-deb -W --showformat='${Package} ${Version} ${Installed-Size}\n' foo.deb
dpkg-deb -x foo.deb out; dpkg-deb -X foo.deb out2; dpkg-deb -e foo.deb; dpkg-deb -R foo.deb raw; dpkg-deb -e foo.deb control
dpkg -c foo.deb > list; wc -l < list; rm list; dpkg -f foo.deb Version; dpkg -x foo.deb out3; dpkg -I foo.deb conffiles
dpkg-deb --fsys-tarfile foo.deb > data.tar; wc -c < data.tar; rm data.tar
dpkg-deb -x foo.deb 2>&1 | head -n 2; dpkg-deb -x nosuch.deb out; echo $?; dpkg-deb -I nosuch.deb
echo x > x.deb; dpkg-deb -c x.deb; echo $?; dpkg-deb 2>&1 | head -n 1; dpkg-deb -c 2>&1 | head -n 1; dpkg-deb -y 2>&1 | head -n 1
rm foo.deb
