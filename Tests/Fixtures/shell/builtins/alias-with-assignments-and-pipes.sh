# shells: dash ash
alias g='echo got'
x=1 g; true && g and | cat; if g if; then g then; fi; (g sub); echo g; { g brace; }; ! g not
