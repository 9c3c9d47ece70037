/// The named classes of characters, as bits.
struct CharacterKind: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    static let alpha = Self(rawValue: 1 << 0)
    static let digit = Self(rawValue: 1 << 1)
    static let upper = Self(rawValue: 1 << 2)
    static let lower = Self(rawValue: 1 << 3)
    static let space = Self(rawValue: 1 << 4)
    static let blank = Self(rawValue: 1 << 5)
    static let punct = Self(rawValue: 1 << 6)
    static let cntrl = Self(rawValue: 1 << 7)
    static let graph = Self(rawValue: 1 << 8)
    static let print = Self(rawValue: 1 << 9)
    static let xdigit = Self(rawValue: 1 << 10)
    static let alnum: Self = [.alpha, .digit]

    /// The class called `name`, as between `[:` and `:]`.
    init?(name: [UInt8]) {
        switch String(decoding: name, as: UTF8.self) {
        case "alpha": self = .alpha
        case "digit": self = .digit
        case "alnum": self = .alnum
        case "upper": self = .upper
        case "lower": self = .lower
        case "space": self = .space
        case "blank": self = .blank
        case "punct": self = .punct
        case "cntrl": self = .cntrl
        case "graph": self = .graph
        case "print": self = .print
        case "xdigit": self = .xdigit
        default: return nil
        }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The classes that an ASCII character belongs to.
    init(ascii byte: UInt8) {
        switch byte {
        case 0x30...0x39: self = [.digit, .xdigit, .graph, .print]
        case 0x41...0x46: self = [.alpha, .upper, .xdigit, .graph, .print]
        case 0x61...0x66: self = [.alpha, .lower, .xdigit, .graph, .print]
        case 0x47...0x5A: self = [.alpha, .upper, .graph, .print]
        case 0x67...0x7A: self = [.alpha, .lower, .graph, .print]
        case 0x20: self = [.space, .blank, .print]
        case 0x09: self = [.space, .blank, .cntrl]
        case 0x0A...0x0D: self = [.space, .cntrl]
        case 0x21...0x7E: self = [.punct, .graph, .print]
        case 0x00...0x1F, 0x7F: self = [.cntrl]
        default: self = []
        }
    }

    /// The classes of any character, as the C.UTF-8 locale has them: digits of other scripts are
    /// letters, and no-break spaces are no spaces.
    init(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            self = Self(ascii: UInt8(truncatingIfNeeded: scalar.value))
            return
        }
        let properties = scalar.properties
        var kind: Self = []
        switch properties.generalCategory {
        case .unassigned, .surrogate: break
        case .control, .lineSeparator, .paragraphSeparator: kind = [.cntrl]
        default: kind = [.graph, .print]
        }
        if properties.isWhitespace, !Self.isUnbreakable(scalar.value) {
            kind.remove(.graph)
            kind.insert(.space)
            if properties.generalCategory == .spaceSeparator { kind.insert(.blank) }
        }
        if scalar.value == 0x85 { kind = [.space, .cntrl] }
        if properties.isAlphabetic || properties.generalCategory == .decimalNumber {
            kind.insert(.alpha)
            if properties.isUppercase || properties.changesWhenLowercased { kind.insert(.upper) }
            if properties.isLowercase || properties.changesWhenUppercased { kind.insert(.lower) }
        } else if kind.contains(.graph) {
            kind.insert(.punct)
        }
        self = kind
    }

    private static func isUnbreakable(_ value: UInt32) -> Bool {
        value == 0xA0 || value == 0x2007 || value == 0x202F
    }
}
