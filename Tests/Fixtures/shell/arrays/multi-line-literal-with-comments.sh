# shells: bash
args=(
    --one   # the first

    --two="a b"
    $(echo three) # and more
    'four'
)
printf '%s\n' "${args[@]}"
