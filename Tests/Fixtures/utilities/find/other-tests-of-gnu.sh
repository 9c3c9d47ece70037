# shells: gnu
mkdir d; echo > d/f; ln d/f d/g; ln -s f d/l; ln -s d d/ld; chown 5:6 d/f
find d -samefile d/f | sort; find d -links 2 -type f | sort; find d -lname 'f*'; find d -xtype f | sort; find d -xtype d | sort; find d -uid 5 | sort; find d -gid +5 | sort; find d -user 5 | sort; find d -type f,l | sort; find d -true -name l; find d -false; find d -name f , -name g | sort; find d -wholename 'd/f'; find d -readable -name f; find d -type f -writable | sort; find -P d -type l | sort; find d -follow -type d | sort
