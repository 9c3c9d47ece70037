x=$(false); echo $?; x=$(exit 7); echo $?; x=$(true) y=$(exit 3); echo $?; x=$(exit 3) y=$(true); echo $?; echo $(exit 5); echo $?
