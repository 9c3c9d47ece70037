sh -ec 'echo a; false; echo no'; echo $?; sh -e -c 'true; echo b'; sh +e -c 'false; echo c'
