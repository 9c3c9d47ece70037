x='  trim me  '; y=${x#"${x%%[![:space:]]*}"}; y=${y%"${y##*[![:space:]]}"}; echo "<$y>"
