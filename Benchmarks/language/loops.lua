local function main()
    local total = 0
    for i = 1, 5000 do
        for j = 1, 5000 do
            if (i ~ j) & 3 == 0 then total = total + i * j % 7 else total = total - 1 end
        end
    end
    print(total)
end
main()
