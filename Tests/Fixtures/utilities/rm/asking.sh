touch f g; mkdir d; touch d/x
echo n > no; echo y > yes; rm -i f < no; ls f; rm -i f < yes; ls f; rm -i g < /dev/null; ls g; rm -if g; ls g
