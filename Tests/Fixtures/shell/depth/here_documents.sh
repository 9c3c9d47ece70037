# status: 2
f() {
    cat <<E
$(f)
E
}
f
