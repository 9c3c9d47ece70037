mkdir -p a/b/c a/.h; touch a/b/c/f a/.h/g; echo */*/*/* a/.*/g a/*/c/? */b/../b/c
