set -e
true && { false || true; }; echo a; { false && true; } || true; echo b; (false && true) || echo c; false || { true && true; }; echo d; true && (true; false) || echo e; { true && false; } ; echo f
