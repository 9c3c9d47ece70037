# shells: bash
echo FOO >foo; tr A-Z a-z < <(<foo); cat < <(<foo; echo hi); echo "$(<foo)"
printf '.\000.\n' | { mapfile L; printf %s "${L[0]}" | od -An -tx1; }
