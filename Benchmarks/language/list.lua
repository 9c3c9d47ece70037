local function main(n)
    local primes = {}
    local sieve = {}
    for i = 0, n do sieve[#sieve + 1] = true end
    for i = 2, n do
        if sieve[i + 1] then
            primes[#primes + 1] = i
            local j = i * i
            while j <= n do
                sieve[j + 1] = false
                j = j + i
            end
        end
    end
    local total = 0
    for round = 1, 20 do
        for i = 1, #primes do total = total + primes[i] % round end
    end
    print(#primes .. " " .. total)
end
main(5000000)
