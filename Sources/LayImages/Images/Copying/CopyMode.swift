/// `--chmod`: permission bits, or changes to those that a file has.
public struct CopyMode: Sendable, CustomStringConvertible {
    /// The mode as it was written.
    public let description: String
    private let meaning: Meaning

    private enum Meaning: Sendable {
        case bits(UInt16)
        case changes([Change])
    }

    /// What is done with some of the bits of a mode.
    fileprivate struct Change: Sendable {
        enum Value: Sendable {
            /// These bits, and x where there was any or where it is a directory.
            case bits(UInt16, addsSearch: Bool)
            /// What the user, the group or others may do, which lies this many bits from the right.
            case copy(shift: UInt16)
        }

        let operation: UInt8
        /// The bits that are concerned.
        let mask: UInt16
        let value: Value
    }

    /// These bits.
    public init(_ bits: UInt16) {
        description = String(bits, radix: 8)
        meaning = .bits(bits & 0o7777)
    }

    /// What a text says: octal digits, or changes such as `u=rwX,go=rX`.
    ///
    /// - Throws: `ImageError` of kind `ValueError`, in BuildKit's words.
    public init(parsing text: String) throws(ImageError) {
        description = text
        if text.utf8.first.map({ (0x30...0x39).contains($0) }) == true {
            guard let bits = UInt16(text, radix: 8), bits <= 0o7777 else {
                throw .noCopyMode(text)
            }
            meaning = .bits(bits)
            return
        }
        var changes: [Change] = []
        for clause in text.utf8.split(separator: 0x2c, omittingEmptySubsequences: false) {
            guard let parsed = Self.changes(clause) else { throw .noModeChange }
            changes += parsed
        }
        meaning = .changes(changes)
    }

    private static let user: UInt16 = 0o4700
    private static let group: UInt16 = 0o2070
    private static let others: UInt16 = 0o0007
    private static let sticky: UInt16 = 0o1000

    /// `ug=rw+X`; `nil` for anything else.
    private static func changes(_ clause: Substring.UTF8View) -> [Change]? {
        var rest = clause
        var who: UInt16 = 0
        whose: while let letter = rest.first {
            switch letter {
            case UInt8(ascii: "u"): who |= user
            case UInt8(ascii: "g"): who |= group
            case UInt8(ascii: "o"): who |= others
            case UInt8(ascii: "a"): who |= user | group | others
            default: break whose
            }
            rest.removeFirst()
        }
        var changes: [Change] = []
        while let operation = rest.popFirst() {
            guard "+-=".utf8.contains(operation),
                let parsed = Self.changes(operation, who, &rest)
            else { return nil }
            changes += parsed
        }
        return changes.isEmpty ? nil : changes
    }

    /// What follows `+`, `-` or `=`: letters taken together, and each copy by itself.
    private static func changes(
        _ operation: UInt8, _ who: UInt16, _ rest: inout Substring.UTF8View
    ) -> [Change]? {
        var changes: [Change] = []
        var (bits, addsSearch, who) = (UInt16(0), false, who)
        func add(_ value: Change.Value) {
            let mask = who == 0 ? user | group | others : who
            changes.append(Change(operation: operation, mask: mask, value: value))
        }
        func flush() {
            if bits != 0 || addsSearch { add(.bits(bits, addsSearch: addsSearch)) }
            (bits, addsSearch) = (0, false)
        }
        letters: while let letter = rest.first {
            switch letter {
            case UInt8(ascii: "r"): bits |= 0o444
            case UInt8(ascii: "w"): bits |= 0o222
            case UInt8(ascii: "x"): bits |= 0o111
            case UInt8(ascii: "X"): addsSearch = true
            // Others have neither; the bit alone is nobody's, which narrows `=t` down to it.
            case UInt8(ascii: "s"): if who != others { bits |= 0o6000 }
            case UInt8(ascii: "t"):
                if who != others {
                    who |= sticky
                    bits |= sticky
                }
            case UInt8(ascii: "u"), UInt8(ascii: "g"), UInt8(ascii: "o"):
                flush()
                let shift: UInt16 = letter == UInt8(ascii: "u") ? 6 : 3
                add(.copy(shift: letter == UInt8(ascii: "o") ? 0 : shift))
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="): break letters
            default: return nil
            }
            rest.removeFirst()
        }
        flush()
        if changes.isEmpty { add(.bits(0, addsSearch: false)) }
        return changes
    }

    /// The mode of something that had another.
    func mode(for old: UInt16, isDirectory: Bool) -> UInt16 {
        switch meaning {
        case .bits(let bits): bits
        case .changes(let changes):
            changes.reduce(old) { mode, change in
                change.changed(mode, hasSearch: isDirectory || old & 0o111 != 0)
            }
        }
    }

    /// The mode of directories that are made on the way: as the daemon's umask leaves it.
    var modeOfParents: UInt16 {
        if case .bits(let bits) = meaning { return bits & 0o755 }
        return 0o755
    }
}

extension CopyMode.Change {
    func changed(_ mode: UInt16, hasSearch: Bool) -> UInt16 {
        let bits: UInt16
        var cleared = mask
        switch value {
        case .bits(let wanted, let addsSearch):
            bits = wanted | (addsSearch && hasSearch ? 0o111 : 0)
        case .copy(let shift):
            bits = (mode >> shift & 7) * 0o111
            // A copy leaves setuid and setgid alone.
            cleared &= 0o777
        }
        switch operation {
        case UInt8(ascii: "+"): return mode | bits & mask
        case UInt8(ascii: "-"): return mode & ~(bits & mask)
        default: return mode & ~cleared | bits & mask
        }
    }
}
