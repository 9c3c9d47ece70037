# shells: gnu
mkdir -p lib/deep
echo 'def twice: . * 2; def both(f): [f, f];' >lib/m.jq
echo 'import "m" as m; def four: m::twice | m::twice;' >lib/deep/deep.jq
echo '{"k":"v"}' >lib/data.json
jq -L lib -nc 'import "m" as m; import "deep" as d; import "data" as $data; 3 | m::twice, m::both(.), d::four, $data::data, $data'
jq -L lib -nc 'include "m"; 5 | twice'
jq -nc 'import "a" as a; 1'; echo $?
jq -L lib -nc 'import "m" as m; twice'; echo $?
