# shells: bash
trap 'echo e' ERR; trap 'echo d' DEBUG; trap -p ERR; trap -p USR1; trap - DEBUG; trap -p; trap -p ERR DEBUG INT
