HOME=$PWD; echo hi > ~/f; cat < ~/f; cat f
