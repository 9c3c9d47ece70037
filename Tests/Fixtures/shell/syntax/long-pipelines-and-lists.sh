echo a | cat | cat | cat | cat | cat | cat | cat | cat; true && true && true && true && true && echo b; { { { { { { { { echo c; }; }; }; }; }; }; }; }
