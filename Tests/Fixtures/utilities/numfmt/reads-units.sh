# shells: gnu
numfmt --from=si 1.5K 2M 3.25G
numfmt --from=iec 1.1K 4M
numfmt --from=iec-i 1Ki 1.5Mi
numfmt --from=auto 1K 1Ki
numfmt --from=iec-i 1K; echo $?
numfmt --from=si 1Ki; echo $?
numfmt --from=si 1x; echo $?
numfmt 1K; echo $?
numfmt --from-unit=512 4; numfmt --to-unit=1Ki 4096; numfmt --to-unit=7 10
