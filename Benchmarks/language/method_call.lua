local Counter = {}
Counter.__index = Counter
function Counter:advance() self.value = self.value + self.step end
function Counter:toggle() self.step = 0 - self.step end
function Counter:current() return self.value end

local function main(n)
    local counter = setmetatable({ value = 0, step = 3 }, Counter)
    local total = 0
    for i = 1, n do
        counter:advance()
        if i % 5 == 0 then counter:toggle() end
        total = total + counter:current()
    end
    print(total)
end
main(5000000)
