cd /usr; PWD=/lies; pwd; cd bin; pwd | sed 's|^/lies||'; cd /; pwd
