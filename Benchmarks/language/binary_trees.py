class Node:
    __slots__ = ("left", "right")
    def __init__(self, left, right):
        self.left = left
        self.right = right

def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))

def check(node):
    if node.left is None:
        return 1
    return 1 + check(node.left) + check(node.right)

def main(n):
    long = make(n)
    depth = 4
    while depth <= n:
        rounds = 1 << (n - depth + 4)
        total = 0
        for _ in range(rounds):
            total += check(make(depth))
        print(f"{rounds} trees of depth {depth}: {total}")
        depth += 4
    print(f"long tree of depth {n}: {check(long)}")
main(16)
