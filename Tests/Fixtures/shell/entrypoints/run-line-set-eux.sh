set -eux; mkdir -p opt; cd opt; echo 1.2 > version; [ "$(cat version)" = '1.2' ]; for d in a b; do mkdir "$d"; done; ls; cd ..; rm -r opt/a; true
