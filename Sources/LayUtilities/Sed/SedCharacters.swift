/// What sed has to know of UTF-8: where characters end, and their cases.
enum SedCharacters {
    /// How many bytes the character at `position` takes; a stray byte takes one.
    @inline(__always)
    static func length(_ text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        text[position] < 0x80 ? 1 : wide(text, position)?.length ?? 1
    }

    private static func wide(
        _ text: UnsafeBufferPointer<UInt8>, _ position: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = text[position]
        let length: Int
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return nil
        }
        guard length <= text.count &- position else { return nil }
        var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for index in 1..<length {
            let byte = text[position &+ index]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return (scalar, length)
    }

    /// Adds the character at `position` in another case; how many bytes it took.
    ///
    /// - Throws: what refuses the memory.
    static func appendCased(
        _ text: UnsafeBufferPointer<UInt8>, at position: Int, isUpper: Bool, isUTF8: Bool,
        to target: GrowingBytes
    ) throws -> Int {
        let byte = text[position]
        if byte < 0x80 {
            let changes = isUpper ? 0x61...0x7A ~= byte : 0x41...0x5A ~= byte
            try target.append(changes ? byte ^ 0x20 : byte)
            return 1
        }
        guard isUTF8, let (scalar, length) = wide(text, position) else {
            try target.append(byte)
            return 1
        }
        let properties = scalar.properties
        let mapping = isUpper ? properties.uppercaseMapping : properties.lowercaseMapping
        var scalars = mapping.unicodeScalars.makeIterator()
        if let other = scalars.next(), scalars.next() == nil {
            for unit in UTF8.encode(other) ?? UTF8.EncodedScalar() { try target.append(unit) }
        } else {
            try target.append(text, position, position &+ length)
        }
        return length
    }
}
