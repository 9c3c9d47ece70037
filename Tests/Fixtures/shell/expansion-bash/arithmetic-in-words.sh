# shells: bash
i=3; echo "x$((i * 2))y" $((i))z "$((i))" file$((i + 1)).txt $(($(echo 4) + i)) ${i}$((i))
