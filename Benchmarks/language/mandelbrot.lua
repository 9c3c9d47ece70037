local function main(size)
    local total = 0
    for py = 0, size - 1 do
        local y = 2.0 * py / size - 1.0
        for px = 0, size - 1 do
            local x = 3.0 * px / size - 2.0
            local a, b, n = 0.0, 0.0, 0
            while a * a + b * b <= 4.0 and n < 50 do
                local next = a * a - b * b + x
                b = 2.0 * a * b + y
                a = next
                n = n + 1
            end
            total = total + n
        end
    end
    print(total)
end
main(800)
