# shells: busybox
mkdir -p d/e; touch d/e/f g
rm nox; rm d; rm -r . ; rm -v g; rm -rv d; touch f; rm -v f; rm f/x; echo $?
