awk '# comment only
BEGIN { # trailing
  # inner
  print "ok" # after
}
# end'
