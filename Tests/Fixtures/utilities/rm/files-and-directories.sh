mkdir -p d/e x; touch f g d/h 'a b'; ln -s d l
rm f; rm -f nox; echo $?; rm -f; echo $?; rm d; echo $?; rm -r d; rm g 'a b'; rm l; ls; rm -rf x nox; ls; rm ''; rm -r nox; echo $?; mkdir y; rm -rf y/; ls; touch -- -z; rm -- -z; ls
