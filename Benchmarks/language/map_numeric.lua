local function main(n)
    local counts = {}
    local x = 1
    local length = 0
    for i = 1, n do
        x = (x * 1103515245 + 12345) % 2147483648
        local key = x % 50000
        local old = counts[key]
        if old == nil then length = length + 1 end
        counts[key] = (old or 0) + 1
    end
    local total = 0
    for key = 0, 49999 do
        if counts[key] ~= nil then total = total + counts[key] * (key % 10) end
    end
    print(length .. " " .. total)
end
main(5000000)
