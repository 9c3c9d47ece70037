cat <<E
E
echo "<$(cat <<E
no newline kept
E
)>"
