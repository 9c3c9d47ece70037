def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step

def compose(f, g):
    return lambda x: g(f(x))

def main(rounds):
    next = counter()
    total = 0
    for i in range(1, rounds + 1):
        add = lambda x: x + i
        both = compose(add, lambda x: x * 2)
        total += both(next()) % 11
    print(total)
main(2500000)
