# shells: gnu
export HOME=$PWD GIT_CONFIG_NOSYSTEM=1
git clone https://example.invalid/x.git; echo "$?"
git clone -q --depth 1 https://example.invalid/x; echo "$?"
git clone --depth 1 --branch v1 https://example.invalid/a/b.git/ d; echo "$?"
mkdir full; touch full/f; git clone https://example.invalid/full; echo "$?"
git clone nodir; echo "$?"; ls; git --version | cut -c1-11
