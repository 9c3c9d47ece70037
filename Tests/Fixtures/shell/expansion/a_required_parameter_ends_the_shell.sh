echo ${x:?is not set} # stderr too
echo never
