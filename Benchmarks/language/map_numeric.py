def main(n):
    counts = {}
    x = 1
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        key = x % 50000
        counts[key] = counts.get(key, 0) + 1
    total = 0
    for key in range(50000):
        if key in counts:
            total += counts[key] * (key % 10)
    print(len(counts), total)
main(5000000)
