/// A line of a list of checksums.
struct ChecksumLine {
    let digest: [UInt8]
    let name: [UInt8]
    let length: Int

    /// Reads `DIGEST  NAME`, `DIGEST *NAME`, `DIGEST NAME` and `KIND (NAME) = DIGEST`.
    init?(_ line: [UInt8], _ kind: ChecksumKind, _ length: Int) {
        var rest = line.drop { $0 == 32 || $0 == 9 }
        let isEscaped = rest.first == 92
        if isEscaped { rest.removeFirst() }
        var name: [UInt8]
        var digits: ArraySlice<UInt8>
        var length = length
        if rest.starts(with: kind.tag.utf8) {
            rest = rest.dropFirst(kind.tag.utf8.count)
            if kind.name.isEmpty, rest.first == 45 {
                let bits = rest.dropFirst().prefix { $0 &- 48 < 10 }
                guard let count = Int(String(decoding: bits, as: UTF8.self)), count % 8 == 0,
                    (8...512).contains(count)
                else { return nil }
                length = count / 8
                rest = rest.dropFirst(1 + bits.count)
            }
            if rest.first == 32 { rest.removeFirst() }
            guard rest.first == UInt8(ascii: "("), let close = rest.lastIndex(of: 41) else {
                return nil
            }
            name = Array(rest[(rest.startIndex + 1)..<close])
            digits = rest[(close + 1)...].drop { $0 == 32 }
            guard digits.first == UInt8(ascii: "=") else { return nil }
            digits = digits.dropFirst().drop { $0 == 32 || $0 == 9 }
        } else {
            digits = rest.prefix { Self.isHex($0) }
            if kind.name.isEmpty, digits.count % 2 == 0, (2...128).contains(digits.count) {
                length = digits.count / 2
            }
            rest = rest.dropFirst(digits.count)
            guard rest.first == 32 || rest.first == 9 else { return nil }
            rest.removeFirst()
            if rest.first == 32 || rest.first == 42 { rest.removeFirst() }
            name = Array(rest)
        }
        guard digits.count == 2 * length, digits.allSatisfy(Self.isHex), !name.isEmpty else {
            return nil
        }
        if isEscaped {
            guard let plain = Self.unescaped(name) else { return nil }
            name = plain
        }
        self.name = name
        self.length = length
        digest = digits.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        byte &- 48 < 10 || (byte | 32) &- 97 < 6
    }

    /// A name as a line has it, and whether a backslash has to stand before the line.
    static func escaped(_ name: [UInt8]) -> (name: [UInt8], isEscaped: Bool) {
        guard name.contains(where: { $0 == 92 || $0 == 10 || $0 == 13 }) else {
            return (name, false)
        }
        var result: [UInt8] = []
        for byte in name {
            switch byte {
            case 92: result += [92, 92]
            case 10: result += [92, UInt8(ascii: "n")]
            case 13: result += [92, UInt8(ascii: "r")]
            default: result.append(byte)
            }
        }
        return (result, true)
    }

    private static func unescaped(_ name: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            guard byte == 92 else {
                result.append(byte)
                continue
            }
            switch rest.popFirst() {
            case 92?: result.append(92)
            case UInt8(ascii: "n")?: result.append(10)
            case UInt8(ascii: "r")?: result.append(13)
            default: return nil
            }
        }
        return result
    }
}
