# shells: gnu
umask 022; mkdir d; echo hello > f; ln -s f l; printf '%0500000d' 0 > big; touch -h -d '2001-02-03 04:05:06.789' f l d big
ls -gn; ls -on; ls -lnG; ls -lngo; ls -ln --full-time; ls -ln --time-style=long-iso; ls -ln --time-style=iso; ls -ln --time-style=+%s; ls -ln --si; ls -ln --block-size=K; ls -s --block-size=1; ls -lnk; ls -hs; ls -ln --time-style=qq; echo $?
