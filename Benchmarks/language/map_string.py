def main(n):
    words = []
    for i in range(5000):
        words.append(f"word-{i * 7919 % 5000}")
    counts = {}
    for round in range(1, n + 1):
        for word in words:
            counts[word] = counts.get(word, 0) + round
    total = 0
    for word, count in counts.items():
        total += count * len(word)
    print(len(counts), total)
main(1000)
