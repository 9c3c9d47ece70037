$(echo echo) hi; `echo ec``echo ho` there
