awk 'BEGIN { if (1)
{ print "nl brace" } 
else
{ print "no" } }'
