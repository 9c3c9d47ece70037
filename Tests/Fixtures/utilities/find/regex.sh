mkdir d; touch d/a1 d/a2 d/b1 d/abc
find d -regex 'd/a[0-9]' | sort; find d -regex '.*1' | sort; find d -regex 'a1'; find d -regex 'd/\(a1\|b1\)' | sort
