mkdir d; echo a > d/a; cp d/a d/l
