mkdir -p d/e; : > d/a.pyc; : > d/e/b.pyc; : > d/c.py; find d -name '*.pyc' | sort | xargs rm; find d -type f; find d -name '*.py' -exec echo found {} \;
