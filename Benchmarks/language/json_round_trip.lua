-- Lua has no JSON of its own: a small reader and writer, as its libraries have them.
local null = {}
local escapes = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function read(text)
    local find, sub, byte = string.find, string.sub, string.byte
    local position = 1
    local value
    local function skip() position = find(text, "[^ \n\r\t]", position) or #text + 1 end
    local function quoted()
        local start = position + 1
        local stop = find(text, '["\\]', start)
        if byte(text, stop) == 34 then
            position = stop + 1
            return sub(text, start, stop - 1)
        end
        local parts = {}
        while true do
            parts[#parts + 1] = sub(text, start, stop - 1)
            if byte(text, stop) == 34 then
                position = stop + 1
                return table.concat(parts)
            end
            parts[#parts + 1] = escapes[sub(text, stop + 1, stop + 1)]
            start = stop + 2
            stop = find(text, '["\\]', start)
        end
    end
    function value()
        skip()
        local c = byte(text, position)
        if c == 34 then
            return quoted()
        elseif c == 123 then
            local keys, map = {}, {}
            position = position + 1
            skip()
            if byte(text, position) == 125 then position = position + 1 return { keys = keys, map = map } end
            while true do
                skip()
                local key = quoted()
                skip()
                position = position + 1
                keys[#keys + 1] = key
                map[key] = value()
                skip()
                local d = byte(text, position)
                position = position + 1
                if d == 125 then return { keys = keys, map = map } end
            end
        elseif c == 91 then
            local list = {}
            position = position + 1
            skip()
            if byte(text, position) == 93 then position = position + 1 return list end
            while true do
                list[#list + 1] = value()
                skip()
                local d = byte(text, position)
                position = position + 1
                if d == 93 then return list end
            end
        elseif c == 116 then
            position = position + 4
            return true
        elseif c == 102 then
            position = position + 5
            return false
        elseif c == 110 then
            position = position + 4
            return null
        end
        local first, last = find(text, "^-?%d+%.?%d*[eE]?[+-]?%d*", position)
        position = last + 1
        return tonumber(sub(text, first, last))
    end
    return value()
end

local names = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }
local function write(value)
    local out = {}
    local function put(v)
        local kind = type(v)
        if v == null then
            out[#out + 1] = "null"
        elseif kind == "table" and v.keys then
            out[#out + 1] = "{"
            for i, key in ipairs(v.keys) do
                if i > 1 then out[#out + 1] = "," end
                out[#out + 1] = '"' .. key:gsub('[%c"\\]', names) .. '":'
                put(v.map[key])
            end
            out[#out + 1] = "}"
        elseif kind == "table" then
            out[#out + 1] = "["
            for i, element in ipairs(v) do
                if i > 1 then out[#out + 1] = "," end
                put(element)
            end
            out[#out + 1] = "]"
        elseif kind == "string" then
            out[#out + 1] = '"' .. v:gsub('[%c"\\]', names) .. '"'
        elseif kind == "boolean" then
            out[#out + 1] = v and "true" or "false"
        else
            out[#out + 1] = math.type(v) == "float" and string.format("%.14g", v):find("[%.e]") == nil
                and string.format("%.1f", v) or tostring(v)
        end
    end
    put(value)
    return table.concat(out)
end

local function object(entries)
    local keys, map = {}, {}
    for _, entry in ipairs(entries) do
        keys[#keys + 1] = entry[1]
        map[entry[1]] = entry[2]
    end
    return { keys = keys, map = map }
end

local function main(rounds)
    local rows = {}
    for i = 0, 199 do
        rows[#rows + 1] = object({ { "id", i }, { "name", "item " .. i }, { "tags", { "a", "b\n", "c" .. i } },
            { "size", i * 1.5 }, { "ok", i % 2 == 0 }, { "none", null } })
    end
    local text = write(rows)
    local total = 0
    for round = 1, rounds do
        local back = read(text)
        total = total + back[round % 200 + 1].map.id + #back
        text = write(back)
    end
    print(total .. " " .. #text)
end
main(300)
