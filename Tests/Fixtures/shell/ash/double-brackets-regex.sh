# shells: ash bash
[[ abc123 =~ [0-9]+ ]] && echo re; [[ abc =~ ^b ]] || echo nore
