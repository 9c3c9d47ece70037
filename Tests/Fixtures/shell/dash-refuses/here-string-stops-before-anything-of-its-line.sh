# shells: dash
echo one
echo two; cat <<<three
echo never
