def main(n):
    total = 0
    for round in range(1, n + 1):
        parts = []
        for i in range(1000):
            parts.append(f"item {i}: {i * round}")
        text = ", ".join(parts)
        upper = text.upper().replace("ITEM", "entry")
        for piece in upper.split(", "):
            if piece.startswith("entry 9"):
                total += len(piece)
    built = ""
    for i in range(1, 200001):
        built += f"x{i % 10}"
    print(total, len(built))
main(400)
