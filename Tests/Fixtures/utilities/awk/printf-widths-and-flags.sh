awk 'BEGIN { printf "[%6d] [%-6d] [%06d] [%+6d] [% 6d]\n", 42, 42, 42, 42, 42; printf "[%6s] [%-6s] [%.1s]\n", "ab", "ab", "ab" }'
