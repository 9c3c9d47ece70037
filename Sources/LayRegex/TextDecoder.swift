/// Reads symbols out of a text, forwards and backwards.
struct TextDecoder {
    let text: UnsafeBufferPointer<UInt8>
    let isUTF8: Bool

    /// The symbol at `position`, which lies before the end, and how many bytes it takes.
    @inline(__always)
    func symbol(at position: Int) -> (symbol: Symbol, length: Int) {
        let first = text[position]
        if first < 0x80 || !isUTF8 { return (Symbol(value: UInt32(first)), 1) }
        return wide(at: position, first)
    }

    /// The symbol that ends at `position`, which lies after the start.
    @inline(__always)
    func symbol(before position: Int) -> (symbol: Symbol, length: Int) {
        let last = text[position &- 1]
        if last < 0x80 || !isUTF8 { return (Symbol(value: UInt32(last)), 1) }
        var start = position &- 1
        while start > 0, position &- start < 4, text[start] & 0xC0 == 0x80 { start &-= 1 }
        if text[start] >= 0xC2 {
            let found = wide(at: start, text[start])
            if start &+ found.length == position { return found }
        }
        return (Symbol(stray: last), 1)
    }

    /// The character of several bytes at `position`; a stray byte is a symbol of its own.
    private func wide(at position: Int, _ first: UInt8) -> (symbol: Symbol, length: Int) {
        let stray = (Symbol(stray: first), 1)
        let length: Int
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return stray
        }
        guard length <= text.count &- position else { return stray }
        var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for index in 1..<length {
            let byte = text[position &+ index]
            guard byte & 0xC0 == 0x80 else { return stray }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        if length == 3, value < 0x800 || 0xD800...0xDFFF ~= value { return stray }
        if length == 4, value < 0x1_0000 || value > 0x10_FFFF { return stray }
        return (Symbol(value: value), length)
    }
}
