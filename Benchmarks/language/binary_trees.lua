local function make(depth)
    if depth == 0 then return { left = nil, right = nil } end
    return { left = make(depth - 1), right = make(depth - 1) }
end

local function check(node)
    if node.left == nil then return 1 end
    return 1 + check(node.left) + check(node.right)
end

local function main(n)
    local long = make(n)
    local depth = 4
    while depth <= n do
        local rounds = 1 << (n - depth + 4)
        local total = 0
        for i = 1, rounds do total = total + check(make(depth)) end
        print(rounds .. " trees of depth " .. depth .. ": " .. total)
        depth = depth + 4
    end
    print("long tree of depth " .. n .. ": " .. check(long))
end
main(16)
