mkdir -p src/sub; (cd src && : > made && cd sub && : > deep); ls src; ls src/sub; [ -d src ] && [ ! -e made ] && echo here
