printf 'a\\b\n' | awk '/\\/ { print "bs" } { gsub(/\\/, "/"); print }'
