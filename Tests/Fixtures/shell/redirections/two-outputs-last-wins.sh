echo x > a > b; wc -c < a | tr -d ' '; cat b; cat < a < b
