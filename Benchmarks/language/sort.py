def main(n):
    xs = []
    x = 42
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        xs.append(x)
    xs.sort()
    pairs = []
    for i in range(n // 5):
        pairs.append([xs[i] % 1000, i])
    ordered = sorted(pairs, key=lambda pair: pair[0])
    total = 0
    for i in range(len(ordered)):
        total = (total * 31 + ordered[i][0] + i) % 1000007
    print(xs[0], xs[n - 1], total)
main(800000)
