/// Some characters, as a class of Go's regular expressions names them.
struct RuneSet: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var isNegated = false

    private init(_ ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    /// This character alone.
    static func only(_ scalar: Unicode.Scalar) -> RuneSet { RuneSet([scalar.value...scalar.value]) }

    /// Every character but the end of a line.
    static let anythingInLine = RuneSet([10...10], isNegated: true)

    func contains(_ rune: UInt32) -> Bool {
        // What is no UTF-8 is the replacement character there.
        let rune = Runes.isInvalid(rune) ? 0xfffd : rune
        for range in ranges where range.contains(rune) { return !isNegated }
        return isNegated
    }

    /// True when a slash is one of them.
    var hasSlash: Bool { contains(0x2f) }

    /// The one ASCII character that it is; `nil` for more, or another.
    var singleByte: UInt8? {
        guard !isNegated, ranges.count == 1, let range = ranges.first, range.count == 1,
            range.lowerBound < 0x80
        else { return nil }
        return UInt8(range.lowerBound)
    }

    // MARK: Reading

    private static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
    private static let words: [ClosedRange<UInt32>] = [
        0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a,
    ]
    private static let blanks: [ClosedRange<UInt32>] = [9...10, 12...13, 32...32]

    private static let classes: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5a, 0x61...0x7a],
        "alpha": [0x41...0x5a, 0x61...0x7a], "ascii": [0...0x7f], "blank": [9...9, 32...32],
        "cntrl": [0...0x1f, 0x7f...0x7f], "digit": digits, "graph": [0x21...0x7e],
        "lower": [0x61...0x7a], "print": [0x20...0x7e],
        "punct": [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e],
        "space": [9...13, 32...32], "upper": [0x41...0x5a], "word": words,
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        return result + [next...0x10_ffff]
    }

    /// `\d` and its kin; `nil` for another letter.
    private static func letterClass(_ letter: Unicode.Scalar) -> [ClosedRange<UInt32>]? {
        switch letter {
        case "d": digits
        case "D": complement(digits)
        case "w": words
        case "W": complement(words)
        case "s": blanks
        case "S": complement(blanks)
        default: nil
        }
    }

    private static func fault(_ scalars: some Collection<Unicode.Scalar>) -> PathPattern.Fault {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return PathPattern.Fault(reason: "error parsing regexp: \(text)")
    }

    /// The character that a backslash quotes.
    private static func quoted(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(PathPattern.Fault) -> Unicode.Scalar {
        guard let scalar = rest.popFirst() else {
            throw PathPattern.Fault(reason: "error parsing regexp: trailing backslash at end")
        }
        switch scalar {
        case "a": return "\u{7}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{b}"
        default:
            let isWord = words.contains { $0.contains(scalar.value) } && scalar != "_"
            if isWord { throw fault("invalid escape sequence: `\\\(scalar)`".unicodeScalars) }
            return scalar
        }
    }

    /// What follows a backslash.
    init(escape rest: inout Substring.UnicodeScalarView) throws(PathPattern.Fault) {
        if let letter = rest.first, let ranges = Self.letterClass(letter) {
            rest.removeFirst()
            self.init(ranges)
            return
        }
        self = .only(try Self.quoted(&rest))
    }

    /// What follows a bracket, up to the one that ends it.
    init(bracket rest: inout Substring.UnicodeScalarView) throws(PathPattern.Fault) {
        let whole = rest
        func missing() -> PathPattern.Fault {
            Self.fault("missing closing ]: `[".unicodeScalars + Array(whole) + ["`"])
        }
        isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var isFirst = true
        while isFirst || rest.first != "]" {
            isFirst = false
            guard let first = rest.first else { throw missing() }
            if first == "[", rest.dropFirst().first == ":",
                let named = Self.named(&rest)
            {
                ranges += named
                continue
            }
            if first == "\\", let letter = rest.dropFirst().first,
                let letterRanges = Self.letterClass(letter)
            {
                rest.removeFirst(2)
                ranges += letterRanges
                continue
            }
            let low = try Self.end(&rest)
            var high = low
            if rest.first == "-", let next = rest.dropFirst().first, next != "]" {
                rest.removeFirst()
                high = try Self.end(&rest)
                if high.value < low.value {
                    throw Self.fault(
                        "invalid character class range: `\(low)-\(high)`".unicodeScalars)
                }
            }
            ranges.append(low.value...high.value)
        }
        rest.removeFirst()
    }

    private static func end(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(PathPattern.Fault) -> Unicode.Scalar {
        guard let scalar = rest.popFirst() else { throw fault("missing closing ]".unicodeScalars) }
        return scalar == "\\" ? try quoted(&rest) : scalar
    }

    /// `[:alpha:]`; `nil` for what is none.
    private static func named(
        _ rest: inout Substring.UnicodeScalarView
    ) -> [ClosedRange<UInt32>]? {
        var inner = rest.dropFirst(2)
        let isNegated = inner.first == "^"
        if isNegated { inner.removeFirst() }
        var name = ""
        while let scalar = inner.popFirst(), scalar != ":" { name.unicodeScalars.append(scalar) }
        guard inner.popFirst() == "]", let ranges = classes[name] else { return nil }
        rest = inner
        return isNegated ? complement(ranges) : ranges
    }
}
