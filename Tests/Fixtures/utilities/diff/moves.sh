# shells: gnu
printf 'a\nb\nc\na\nb\nb\na\n' > a; printf 'c\nb\na\nb\na\nc\n' > b
diff a b; diff b a; printf 'int f() {\n  x;\n}\n\nint g() {\n  y;\n}\n' > c; printf 'int f() {\n  x;\n}\n\nint h() {\n  z;\n}\n\nint g() {\n  y;\n}\n' > d; diff c d; diff d c; printf 'a\na\na\n' > e; printf 'a\na\n' > f; diff e f; diff f e; printf '1\n2\n3\n' > g; printf '3\n2\n1\n' > h; diff g h; printf 'x\n1\n2\nx\n' > i; printf 'x\n1\n2\nx\n1\n2\nx\n' > j; diff i j; diff j i; diff -u -L a -L b i j
