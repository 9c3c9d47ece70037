def main(size):
    total = 0
    for py in range(size):
        y = 2.0 * py / size - 1.0
        for px in range(size):
            x = 3.0 * px / size - 2.0
            a = b = 0.0
            n = 0
            while a * a + b * b <= 4.0 and n < 50:
                next = a * a - b * b + x
                b = 2.0 * a * b + y
                a = next
                n += 1
            total += n
    print(total)
main(800)
