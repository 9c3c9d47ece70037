say() { echo "say $*"; }; name=say; $name a; eval "$name b"; "$name" 'c d'
