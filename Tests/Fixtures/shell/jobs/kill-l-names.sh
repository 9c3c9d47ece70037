kill -l 15; kill -l 9; kill -l 130; kill -l 143; kill -l | grep -c TERM
