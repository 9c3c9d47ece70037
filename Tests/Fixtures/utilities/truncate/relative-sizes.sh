# shells: gnu
echo hello > f; s() { stat -c %s f; }
truncate -s +5 f; s; truncate -s -2 f; s; truncate -s '<4' f; s; truncate -s '>8' f; s; truncate -s %5 f; s; truncate -s /4 f; s; truncate -s /0 f; truncate -r f g; stat -c %s g; truncate -r f -s +3 g; stat -c %s g; truncate -r f -s 3 g; truncate; truncate -s 3; truncate f; truncate -r nox f; truncate -s 1KB f; s; truncate -s 2KiB f; s; truncate -o -s 1 f; s; truncate -s -99999 f; s
