# shells: bash
printf 'cluster_name: old\n# listen_address: localhost\nseeds: "127.0.0.1"\n' >conf.yaml
X_CLUSTER_NAME='my cluster' X_LISTEN_ADDRESS=10.0.0.1 X_UNUSED=
for yaml in cluster_name listen_address unused; do var="X_${yaml^^}"; val="${!var}"; if [ "$val" ]; then sed -i "s/^\(# \)\{0,1\}\($yaml:\).*/\2 $val/" conf.yaml; fi; done
cat conf.yaml
