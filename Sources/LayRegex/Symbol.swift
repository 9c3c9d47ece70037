/// One unit that a pattern matches: a byte, a UTF-8 character, or a byte that is no character.
///
/// Values up to 0x10FFFF are characters (or bytes, without UTF-8); those above are stray bytes.
struct Symbol: Hashable, Comparable, Sendable {
    let value: UInt32

    /// Where the numbers of stray bytes begin.
    static let firstStray: UInt32 = 0x11_0000

    static let newline = Symbol(value: 10)

    static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    init(value: UInt32) { self.value = value }

    init(stray byte: UInt8) { value = Self.firstStray &+ UInt32(byte) }

    /// Whether this is an underscore, a letter or a digit.
    func isWord(isUTF8: Bool) -> Bool {
        if value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: value)
            return byte == 0x5F || !CharacterKind(ascii: byte).isDisjoint(with: .alnum)
        }
        guard isUTF8, let scalar = Unicode.Scalar(value) else { return false }
        return !CharacterKind(scalar).isDisjoint(with: .alnum)
    }

    /// The other characters that differ from this one only in case.
    func counterparts(isUTF8: Bool) -> [Symbol] {
        if value < 0x80 {
            switch value {
            case 0x41...0x5A, 0x61...0x7A: return [Symbol(value: value ^ 0x20)]
            default: return []
            }
        }
        guard isUTF8, let scalar = Unicode.Scalar(value) else { return [] }
        let properties = scalar.properties
        var found: [Symbol] = []
        for mapping in [properties.uppercaseMapping, properties.lowercaseMapping] {
            var scalars = mapping.unicodeScalars.makeIterator()
            guard let other = scalars.next(), scalars.next() == nil, other != scalar else {
                continue
            }
            found.append(Symbol(value: other.value))
        }
        return found
    }

    /// The bytes that stand for this symbol.
    func appendBytes(to bytes: inout [UInt8], isUTF8: Bool) {
        if value >= Self.firstStray || !isUTF8 {
            bytes.append(UInt8(truncatingIfNeeded: value & 0xFF))
        } else if let scalar = Unicode.Scalar(value) {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.CodeUnits())
        }
    }
}

extension UTF8 {
    /// The collection type that `UTF8.encode` yields.
    typealias CodeUnits = UTF8.EncodedScalar
}
