touch b.txt a.txt c.md .hidden; mkdir d; touch d/x.txt
echo *.txt; echo *; echo */*.txt; echo [ab].txt; echo none*
