exec 6>&1; exec > log; echo logged; exec >&6 6>&-; echo shown; cat log; (echo x >&6) 2>/dev/null || echo closed
