set -e
(cat < missing) 2>/dev/null || echo or
echo x 2>/dev/null > no/dir/f
echo no
