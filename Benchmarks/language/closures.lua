local function counter()
    local n = 0
    return function() n = n + 1; return n end
end

local function compose(f, g) return function(x) return g(f(x)) end end

local function main(rounds)
    local next = counter()
    local total = 0
    for i = 1, rounds do
        local add = function(x) return x + i end
        local both = compose(add, function(x) return x * 2 end)
        total = total + both(next()) % 11
    end
    print(total)
end
main(2500000)
