touch .a .b c; mkdir .d
echo * ; echo .[a-z]; echo .a*; echo ?a [.]a
