echo $( (echo a; echo b) | cat) $({ echo c; } ) $( ( ( echo d ) ) )
