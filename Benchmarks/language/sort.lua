local function main(n)
    local xs = {}
    local x = 42
    for i = 1, n do
        x = (x * 1103515245 + 12345) % 2147483648
        xs[#xs + 1] = x
    end
    table.sort(xs)
    local pairs = {}
    for i = 0, n // 5 - 1 do pairs[#pairs + 1] = { xs[i + 1] % 1000, i } end
    -- The second key makes Lua's sort stable, as the others are.
    table.sort(pairs, function(a, b)
        if a[1] ~= b[1] then return a[1] < b[1] end
        return a[2] < b[2]
    end)
    local total = 0
    for i = 0, #pairs - 1 do total = (total * 31 + pairs[i + 1][1] + i) % 1000007 end
    print(xs[1] .. " " .. xs[n] .. " " .. total)
end
main(800000)
