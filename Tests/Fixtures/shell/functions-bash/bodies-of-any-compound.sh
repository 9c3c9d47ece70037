# shells: dash ash bash
f() if true; then echo if; fi; f; g() for i in a; do echo $i; done; g; h() case $1 in x) echo c;; esac; h x; k() (echo sub); k; l() while true; do echo w; break; done; l
m()
{
    echo next line
}
m
