# shells: bash
select x in $(seq 12); do echo "chose $x"; break; done <<<11
