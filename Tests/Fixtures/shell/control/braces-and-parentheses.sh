{ echo a; echo b; } | cat; (echo c; echo d) | cat; { echo e; }; { { echo f; }; }; ( ( echo g ) ); { (echo h); }; ({ echo i; })
