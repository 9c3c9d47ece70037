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
    static func changed(
        _ bytes: [UInt8], _ op: UInt8, all: Bool, _ pattern: ShellPattern?, isUTF8: Bool = false
    ) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let end = place + (isUTF8 ? Characters.length(bytes, at: place) : 1)
            let character = bytes[place..<end]
            let isWanted =
                try (all || place == 0)
                && (pattern.map { try $0.matches(Array(character)) } ?? true)
            result += isWanted ? changed(character, op) : Array(character)
            place = end
        }
        return result
    }

    private static func changed(_ character: ArraySlice<UInt8>, _ op: UInt8) -> [UInt8] {
        guard let first = character.first else { return [] }
        if character.count == 1 {
            let isUpper = first &- 65 < 26
            let isLower = first &- 97 < 26
            switch op {
            case UInt8(ascii: "^"): return [isLower ? first & 0xdf : first]
            case UInt8(ascii: ","): return [isUpper ? first | 0x20 : first]
            default: return [isUpper || isLower ? first ^ 0x20 : first]
            }
        }
        // As towupper(3), one character for one.
        let text = String(decoding: character, as: UTF8.self)
        guard let scalar = text.unicodeScalars.first else { return Array(character) }
        let properties = scalar.properties
        let other: String
        switch op {
        case UInt8(ascii: "^"): other = properties.uppercaseMapping
        case UInt8(ascii: ","): other = properties.lowercaseMapping
        default:
            other =
                properties.isUppercase ? properties.lowercaseMapping : properties.uppercaseMapping
        }
        return other.unicodeScalars.count == 1 ? Array(other.utf8) : Array(character)
    }

    /// The first letter large, the others small.
    static func capitalised(_ bytes: [UInt8]) throws -> [UInt8] {
        try changed(
            changed(bytes, UInt8(ascii: ","), all: true, nil), UInt8(ascii: "^"), all: false, nil)
    }
}
