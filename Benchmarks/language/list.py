def main(n):
    primes = []
    sieve = []
    for i in range(n + 1):
        sieve.append(True)
    for i in range(2, n + 1):
        if sieve[i]:
            primes.append(i)
            j = i * i
            while j <= n:
                sieve[j] = False
                j += i
    total = 0
    for round in range(1, 21):
        for i in range(len(primes)):
            total += primes[i] % round
    print(len(primes), total)
main(5000000)
