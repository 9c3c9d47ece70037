echo x | awk 'BEGIN{print "b"; exit} {print "m"} END{print "e"}'
