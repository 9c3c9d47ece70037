printf '<%s>' \a \$HOME \\ \' \" a\ b \* \; \& \| \( \) \< \> \# \~ \`; echo
