# shells: bash
mkdir -p a/b/c; touch a/1.c a/b/2.c a/b/c/3.c 0.c
echo **/*.c; shopt -s globstar; echo **/*.c; echo **; echo a/**; echo **/; echo a/**/c; echo x**
