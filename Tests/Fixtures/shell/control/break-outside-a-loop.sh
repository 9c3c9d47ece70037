break; echo "a $?"; continue; echo "b $?"; if break; then echo c; fi; { break; echo d; }
