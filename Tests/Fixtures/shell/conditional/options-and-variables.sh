# shells: bash
x=; set -o errexit
if [[ -o errexit ]]; then echo e; fi; if [[ ! -o nounset ]]; then echo no u; fi
if [[ -v x ]]; then echo x; fi; if [[ ! -v y ]]; then echo no y; fi
if [[ -o nosuchoption ]]; then echo ?; else echo $?; fi
