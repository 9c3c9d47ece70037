awk 'function gcd(a, b) { while (b) { t = b; b = a % b; a = t } return a } BEGIN { print gcd(48, 18), gcd(17, 5) }'
