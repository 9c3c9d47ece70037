/// A pattern for one name, as Go's `filepath.Match` has it: `*`, `?`, `[a-z]`, `[^a]` and `\`.
struct NamePattern: Sendable {
    /// What is no pattern.
    struct Broken: Error {}

    private enum Part {
        case one(UInt32)
        case any
        case star
        case set(ranges: [ClosedRange<UInt32>], isNegated: Bool)
    }

    private var parts: [Part] = []

    /// The pattern that a text is.
    ///
    /// - Throws: `Broken` for a bracket or a backslash that is not ended.
    init(_ text: some Sequence<UInt8>) throws(Broken) {
        var rest = Runes.of(text)[...]
        while let rune = rest.popFirst() {
            switch rune {
            case UInt32(UInt8(ascii: "*")): parts.append(.star)
            case UInt32(UInt8(ascii: "?")): parts.append(.any)
            case UInt32(UInt8(ascii: "[")): parts.append(try Self.set(&rest))
            case UInt32(UInt8(ascii: "\\")):
                guard let quoted = rest.popFirst() else { throw Broken() }
                parts.append(.one(quoted))
            default: parts.append(.one(rune))
            }
        }
    }

    private static func set(_ rest: inout ArraySlice<UInt32>) throws(Broken) -> Part {
        let isNegated = rest.first == UInt32(UInt8(ascii: "^"))
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<UInt32>] = []
        var count = 0
        while count == 0 || rest.first != UInt32(UInt8(ascii: "]")) {
            let low = try end(&rest)
            var high = low
            if rest.first == UInt32(UInt8(ascii: "-")) {
                rest.removeFirst()
                high = try end(&rest)
            }
            // One that runs backwards holds nothing.
            if low <= high { ranges.append(low...high) }
            count += 1
        }
        rest.removeFirst()
        return .set(ranges: ranges, isNegated: isNegated)
    }

    /// An end of a range, behind which something must follow.
    private static func end(_ rest: inout ArraySlice<UInt32>) throws(Broken) -> UInt32 {
        guard var rune = rest.popFirst(), rune != UInt32(UInt8(ascii: "-")),
            rune != UInt32(UInt8(ascii: "]"))
        else { throw Broken() }
        if rune == UInt32(UInt8(ascii: "\\")) {
            guard let quoted = rest.popFirst() else { throw Broken() }
            rune = quoted
        }
        if rest.isEmpty || Runes.isInvalid(rune) { throw Broken() }
        return rune
    }

    /// True when the whole name fits.
    ///
    /// - Complexity: O(*n* · *m*): a star is only ever tried again from its last place.
    func matches(_ name: some Sequence<UInt8>) -> Bool {
        let name = Runes.of(name)
        var (part, place) = (0, 0)
        var (star, mark) = (parts.count, 0)
        while place < name.count {
            if part < parts.count, case .star = parts[part] {
                (star, mark) = (part, place)
                part += 1
            } else if part < parts.count, Self.fits(parts[part], name[place]) {
                part += 1
                place += 1
            } else if star < parts.count {
                mark += 1
                (part, place) = (star + 1, mark)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .star = $0 { true } else { false } }
    }

    private static func fits(_ part: Part, _ rune: UInt32) -> Bool {
        switch part {
        case .one(let wanted): wanted == rune
        case .any: true
        case .star: false
        case .set(let ranges, let isNegated):
            ranges.contains { $0.contains(rune) } != isNegated
        }
    }
}

/// The characters of a name as Go sees them: a byte that is no UTF-8 is one by itself.
enum Runes {
    /// What such bytes are counted from, beyond every character.
    private static let invalid: UInt32 = 0x20_0000

    static func isInvalid(_ rune: UInt32) -> Bool { rune >= invalid }

    /// - Complexity: O(*n*).
    static func of(_ bytes: some Sequence<UInt8>) -> [UInt32] {
        let bytes = Array(bytes)
        var runes: [UInt32] = []
        runes.reserveCapacity(bytes.count)
        var place = 0
        while place < bytes.count {
            let first = bytes[place]
            let length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
            if length == 1 {
                runes.append(UInt32(first))
                place += 1
                continue
            }
            let end = min(bytes.count, place + length)
            let scalar = String(validating: bytes[place..<end], as: UTF8.self)?.unicodeScalars
            if let scalar, scalar.count == 1, let value = scalar.first?.value {
                runes.append(value)
                place = end
            } else {
                runes.append(invalid + UInt32(first))
                place += 1
            }
        }
        return runes
    }
}
