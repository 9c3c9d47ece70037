umask 022; mkdir d; echo hello > f; ln -s f l; mkfifo p; printf '%05000d' 0 > big; ln f hard
chmod 4755 f; chmod 1777 d; chmod 2610 big; touch -h -d '2001-02-03 04:05:06' f l p d big
ls -ln; ls -lnd d; ls -ln f big; ls -lnh; ls -lns; ls -lnS; ls -lnL l; ls -lnF; ls -lnp; ls -ln l d/
