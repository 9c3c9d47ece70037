touch f1 f2 f3; for f in f*; do echo $f; done; set -- f*; echo $#; set -- g*; echo $# $1
