# shells: bash
touch .a; echo .*; shopt -u globskipdots; echo .*
