# shells: gnu
nproc --ignore=1000
nproc --ignore=x; echo $?
OMP_NUM_THREADS=3 nproc
OMP_NUM_THREADS=3,2 OMP_THREAD_LIMIT=2 nproc
nproc x; echo $?
