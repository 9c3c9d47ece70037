# shells: gnu
jq -nc '1e19, 1e17, 123456789012345678, 1.5e300, 1e-5, 0.0001, 0.00001234, 1e15, -0, 5e-324, 3.14159265358979312, 1e1000, 0.1 + 0.2, 100, 1.10'
echo '+1 .5 1. 1E2 -0 12345678901234567890 nan' | jq -c .; echo $?
jq -nc '1.5, -1.5 | floor, ceil, round, trunc, fabs, -.'
jq -nc '2 | sqrt, exp10, log2, pow(.; 10), atan2(.; 1), significand, logb, gamma, frexp, modf, ldexp(.; 3)'
jq -nc 'infinite, -infinite, nan | isinfinite, isnan, isnormal, tostring'
jq -nc '[nan] | sort, (.[0] < 1), (. == .), "1e3" | tonumber?'
jq -n '"1x" | tonumber'; echo $?
