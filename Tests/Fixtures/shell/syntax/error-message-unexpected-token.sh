echo before
)
