x=0123456789; x=$x$x$x$x$x$x$x$x$x$x; y=$x$x$x$x$x$x$x$x$x$x; echo ${#y}
a_very_long_variable_name_of_more_than_sixty_four_characters_in_all_1=ok; echo $a_very_long_variable_name_of_more_than_sixty_four_characters_in_all_1
