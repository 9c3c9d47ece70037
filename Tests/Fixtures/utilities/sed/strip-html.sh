echo '<p>Hi <b>you</b></p>' | sed 's/<[^>]*>//g'
