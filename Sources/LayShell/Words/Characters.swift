/// Characters of UTF-8.
enum Characters {
    /// Where each character begins; a byte that is none counts as one.
    ///
    /// - Complexity: O(*n*).
    static func starts(of bytes: [UInt8]) -> [Int] {
        var result: [Int] = []
        var place = 0
        while place < bytes.count {
            result.append(place)
            place += length(bytes, at: place)
        }
        return result
    }

    /// The bytes of the character that begins here.
    static func length(_ bytes: [UInt8], at place: Int) -> Int {
        let first = bytes[place]
        let count =
            first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1
        guard place + count <= bytes.count else { return 1 }
        for offset in 1..<max(count, 1) where bytes[place + offset] & 0xc0 != 0x80 { return 1 }
        return count
    }
}

/// `${x^}` and its like.
enum CaseChange {
    /// The text with the case of what a pattern matches changed; a pattern matches one character.
    static func changed(_ bytes: [UInt8], _ op: UInt8, all: Bool, _ pattern: ShellPattern?)
        throws -> [UInt8]
    {
        var result = bytes
        for (index, byte) in bytes.enumerated() {
            if !all, index > 0 { break }
            if let pattern, try !pattern.matches([byte]) { continue }
            let isUpper = byte &- 65 < 26
            let isLower = byte &- 97 < 26
            switch op {
            case UInt8(ascii: "^"): if isLower { result[index] = byte & 0xdf }
            case UInt8(ascii: ","): if isUpper { result[index] = byte | 0x20 }
            default: if isUpper || isLower { result[index] = byte ^ 0x20 }
            }
        }
        return result
    }

    /// The first letter large, the others small.
    static func capitalised(_ bytes: [UInt8]) throws -> [UInt8] {
        try changed(
            changed(bytes, UInt8(ascii: ","), all: true, nil), UInt8(ascii: "^"), all: false, nil)
    }
}
