touch a; echo b* a* [x]y ?? "a"* ; x='a*'; echo $x "$x"; y='n*'; echo $y
