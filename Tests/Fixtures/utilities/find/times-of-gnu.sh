# shells: gnu
mkdir d; touch -d '2001-01-01 00:00:00' d/old; touch -d '2001-01-02 00:00:00' d/mid; touch -d '2001-01-03 00:00:00' d/new d
find d -newermt 2001-01-02 | sort; find d -newermt '2001-01-01 12:00:00' ! -newermt '2001-01-02 12:00:00'; find d -newermm d/mid | sort; find d -newermt @978393600 | sort; find d -newermt '2001-01-02 00:00:00 +0100' | sort
