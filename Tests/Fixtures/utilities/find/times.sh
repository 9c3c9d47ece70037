mkdir d; touch d/now; touch -d '1960-01-01 00:00:00' d/old; touch -d '1960-01-02 00:00:00' d/mid; touch -d '1960-01-03 00:00:00' d/new d
find d -newer d/mid | sort; find d ! -newer d/mid | sort; find d -newer d/new; find d -type f -mtime +5 | sort; find d -type f -mmin +5 | sort; find d -mtime -5; find d -mtime 0; find d -mmin -60; find d -type f ! -mtime +1; find d -mtime +2000 | sort
