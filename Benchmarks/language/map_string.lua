local function main(n)
    local words = {}
    for i = 0, 4999 do words[#words + 1] = "word-" .. (i * 7919 % 5000) end
    local counts = {}
    local length = 0
    for round = 1, n do
        for _, word in ipairs(words) do
            local old = counts[word]
            if old == nil then length = length + 1 end
            counts[word] = (old or 0) + round
        end
    end
    local total = 0
    for word, count in pairs(counts) do total = total + count * #word end
    print(length .. " " .. total)
end
main(1000)
