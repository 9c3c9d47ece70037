def main():
    total = 0
    for i in range(1, 5001):
        for j in range(1, 5001):
            if (i ^ j) & 3 == 0:
                total += i * j % 7
            else:
                total -= 1
    print(total)
main()
