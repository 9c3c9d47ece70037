printf 'x\r\ny\r\n' | awk '{sub(/\r$/,""); print $0 "|"}'
