# shells: gnu
jq -nc 'reduce range(5) as $i (0; . + $i), [foreach range(5) as $i (0; . + $i; [$i, .])]'
jq -nc '[foreach (1, 2, 3) as $x (0; . + $x)], reduce empty as $x (3; 4)'
jq -nc '[range(3)], [range(2; 5)], [range(0; 10; 3)], [range(5; 0; -2)]'
jq -nc '[limit(3; range(10))], first(range(5; 9)), [nth(2; range(9))], last(range(4)), [1 | until(. > 50; . * 2)]'
jq -nc '[1 | while(. < 20; . * 2)], [1 | limit(4; repeat(. * 3))], [0 | recurse(if . < 3 then . + 1 else empty end)]'
jq -nc '[label $out | range(9) | if . == 3 then break $out else . end]'
jq -nc 'reduce range(100000) as $i (0; . + $i), ([range(100000)] | length), last(range(100000))'
