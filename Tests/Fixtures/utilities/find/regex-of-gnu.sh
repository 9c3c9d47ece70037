# shells: gnu
mkdir d; touch d/a1 d/aa2 d/B1 d/a+
find d -regex 'd/a+[0-9]' | sort; find d -iregex 'D/b1'; find d -regextype posix-extended -regex 'd/(a|B)1' | sort; find d -regextype posix-basic -regex 'd/a+' ; find d -regextype egrep -regex 'd/a{2}2'; find d -regextype sed -regex 'd/a\+[0-9]' | sort; find d -regextype posix-extended -regex '('; find d -regextype awk -regex 'd/a+.' | sort
