class Counter:
    __slots__ = ("value", "step")
    def __init__(self, value, step):
        self.value = value
        self.step = step
    def advance(self):
        self.value += self.step
    def toggle(self):
        self.step = 0 - self.step
    def current(self):
        return self.value

def main(n):
    counter = Counter(0, 3)
    total = 0
    for i in range(1, n + 1):
        counter.advance()
        if i % 5 == 0:
            counter.toggle()
        total += counter.current()
    print(total)
main(5000000)
