awk 'BEGIN{print match("aaa",/b*/), RSTART, RLENGTH; print match("xabc","abc$"); print match("",/^$/), RSTART, RLENGTH; print match("abc", /$/), RSTART, RLENGTH}'
