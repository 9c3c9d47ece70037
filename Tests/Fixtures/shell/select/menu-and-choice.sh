# shells: bash
select x in a "b c" d; do echo "[$x] $REPLY"; break; done <<<2
