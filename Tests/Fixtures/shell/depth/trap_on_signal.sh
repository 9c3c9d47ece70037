# status: 2
trap 'kill -TERM $$' TERM
kill -TERM $$
