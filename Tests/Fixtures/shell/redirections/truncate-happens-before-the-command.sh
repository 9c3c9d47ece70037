echo old > f; cat f > f; wc -c < f | tr -d ' '; echo x > g; cat g | cat > g2; cat g2
