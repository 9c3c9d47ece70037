/// A named class of a bracket expression: `[:alpha:]`.
enum PatternClass: UInt8, Sendable, CaseIterable {
    case alnum, alpha, blank, cntrl, digit, graph, lower, print, punct, space, upper, xdigit
    /// bash alone has these two.
    case ascii, word

    /// The class of a name between `[:` and `:]`.
    init?(_ name: some Collection<UInt8>, dialect: ShellDialect) {
        for known in Self.allCases where known.name.elementsEqual(name) {
            if dialect != .bash, known == .ascii || known == .word { return nil }
            self = known
            return
        }
        return nil
    }

    private var name: [UInt8] {
        let words: StaticString =
            switch self {
            case .alnum: "alnum"
            case .alpha: "alpha"
            case .blank: "blank"
            case .cntrl: "cntrl"
            case .digit: "digit"
            case .graph: "graph"
            case .lower: "lower"
            case .print: "print"
            case .punct: "punct"
            case .space: "space"
            case .upper: "upper"
            case .xdigit: "xdigit"
            case .ascii: "ascii"
            case .word: "word"
            }
        return words.withUTF8Buffer { Array($0) }
    }

    /// Whether an ASCII byte belongs to the class; no other byte does.
    func contains(_ byte: UInt8) -> Bool {
        let isUpper = byte &- 65 < 26
        let isLower = byte &- 97 < 26
        let isDigit = byte &- 48 < 10
        let isAlphanumeric = isUpper || isLower || isDigit
        switch self {
        case .alnum: return isAlphanumeric
        case .alpha: return isUpper || isLower
        case .blank: return byte == 32 || byte == 9
        case .cntrl: return byte < 32 || byte == 127
        case .digit: return isDigit
        case .graph: return byte > 32 && byte < 127
        case .lower: return isLower
        case .print: return byte >= 32 && byte < 127
        case .punct: return byte > 32 && byte < 127 && !isAlphanumeric
        case .space: return byte == 32 || byte &- 9 < 5
        case .upper: return isUpper
        case .xdigit: return isDigit || (byte | 32) &- 97 < 6
        case .ascii: return byte < 128
        case .word: return isAlphanumeric || byte == 95
        }
    }

    /// Whether a character beyond ASCII belongs to the class, as glibc's C.UTF-8 has it: digits
    /// of other scripts are letters there.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        switch self {
        case .digit, .xdigit, .ascii: return false
        case .alnum, .alpha, .word: return Self.isLetter(scalar)
        case .lower: return scalar.properties.isLowercase
        case .upper: return scalar.properties.isUppercase
        case .cntrl:
            return category == .control || category == .lineSeparator
                || category == .paragraphSeparator
        case .space: return Self.isSpace(scalar)
        case .blank: return Self.isSpace(scalar) && category == .spaceSeparator
        case .print: return Self.isPrinted(scalar)
        case .graph: return Self.isPrinted(scalar) && !Self.isSpace(scalar)
        case .punct:
            return Self.isPrinted(scalar) && !Self.isSpace(scalar) && !Self.isLetter(scalar)
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber
    }

    /// A space that breaks no line is none for C.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.properties.isWhitespace else { return false }
        return scalar.value != 0x85 && scalar.value != 0xA0 && scalar.value != 0x2007
            && scalar.value != 0x202F
    }

    private static func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
