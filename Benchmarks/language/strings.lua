local function split(text, separator)
    local pieces, start = {}, 1
    while true do
        local first, last = text:find(separator, start, true)
        if not first then
            pieces[#pieces + 1] = text:sub(start)
            return pieces
        end
        pieces[#pieces + 1] = text:sub(start, first - 1)
        start = last + 1
    end
end

local function main(n)
    local total = 0
    for round = 1, n do
        local parts = {}
        for i = 0, 999 do parts[#parts + 1] = "item " .. i .. ": " .. i * round end
        local text = table.concat(parts, ", ")
        local upper = text:upper():gsub("ITEM", "entry")
        for _, piece in ipairs(split(upper, ", ")) do
            if piece:sub(1, 7) == "entry 9" then total = total + #piece end
        end
    end
    local built = {}
    for i = 1, 200000 do built[#built + 1] = "x" .. i % 10 end
    built = table.concat(built)
    print(total .. " " .. #built)
end
main(400)
