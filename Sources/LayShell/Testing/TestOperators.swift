/// How two files are compared.
enum TestComparison: Sendable {
    /// `-nt`, `-ot`: with `missingIsOld` (bash) a file is newer than one that does not exist.
    case newer(missingIsOld: Bool), older(missingIsOld: Bool)
    /// `-ef`: the same file.
    case same
}

/// What `test` asks its surroundings.
protocol TestFiles {
    /// One of `-b -c -d -e -f -g -h -k -p -r -s -S -u -w -x -O -G -N`, by its letter (`-L` asks
    /// for `h`, bash's `-a` for `e`).
    func test(_ operator: UInt8, _ path: [UInt8]) -> Bool
    /// `-nt`, `-ot`, `-ef`.
    func compare(_ comparison: TestComparison, _ left: [UInt8], _ right: [UInt8]) -> Bool
    /// `-t`.
    func isTerminal(_ descriptor: Int) -> Bool
    /// bash's `-v`: a variable, an array's element or a positional parameter.
    func isSet(_ name: [UInt8]) -> Bool
    /// bash's `-R`.
    func isReference(_ name: [UInt8]) -> Bool
    /// bash's `-o`.
    func option(_ name: [UInt8]) -> Bool
    /// Whether `=` holds: for busybox's `[[` the right side is a pattern.
    func equals(_ left: [UInt8], _ right: [UInt8]) throws(TestError) -> Bool
    /// busybox's `=~`, which `[` does not have.
    func matches(_ left: [UInt8], _ expression: [UInt8]) throws(TestError) -> Bool
}

/// What `test` refuses; the status is 2.
struct TestError: Error, Equatable {
    /// The shell's words after `[: ` (dash, bash); busybox writes nothing there.
    let message: String

    init(_ message: String) { self.message = message }
    /// A message after the word it is about, which dash and busybox leave out when it is empty.
    init(_ word: [UInt8], _ message: String, _ dialect: ShellDialect) {
        let isShown = dialect == .bash || !word.isEmpty
        self.message = isShown ? ShellBytes.message(word) + ": " + message : message
    }

    /// Parentheses go deeper than is looked at.
    static let tooDeep = TestError("expression nested too deeply")
}

/// An operator of two operands.
enum TestBinary: Sendable {
    case equal, unequal, less, greater, newer, older, same, matches
    case integerEqual, integerUnequal, integerLess, integerLessOrEqual, integerGreater
    case integerGreaterOrEqual

    /// The operator that `word` is in `dialect`.
    @inline(__always)
    init?(_ word: [UInt8], _ dialect: ShellDialect) {
        switch word.count {
        case 1:
            switch word[0] {
            case UInt8(ascii: "="): self = .equal
            case UInt8(ascii: "<"): self = .less
            case UInt8(ascii: ">"): self = .greater
            default: return nil
            }
        case 2:
            if word[1] == UInt8(ascii: "~"), word[0] == UInt8(ascii: "="), dialect == .ash {
                self = .matches
                return
            }
            guard word[1] == UInt8(ascii: "=") else { return nil }
            if word[0] == UInt8(ascii: "!") {
                self = .unequal
            } else if word[0] == UInt8(ascii: "="), dialect != .dash {
                self = .equal
            } else {
                return nil
            }
        case 3:
            guard word[0] == UInt8(ascii: "-") else { return nil }
            switch (word[1], word[2]) {
            case (UInt8(ascii: "e"), UInt8(ascii: "q")): self = .integerEqual
            case (UInt8(ascii: "n"), UInt8(ascii: "e")): self = .integerUnequal
            case (UInt8(ascii: "l"), UInt8(ascii: "t")): self = .integerLess
            case (UInt8(ascii: "l"), UInt8(ascii: "e")): self = .integerLessOrEqual
            case (UInt8(ascii: "g"), UInt8(ascii: "t")): self = .integerGreater
            case (UInt8(ascii: "g"), UInt8(ascii: "e")): self = .integerGreaterOrEqual
            case (UInt8(ascii: "n"), UInt8(ascii: "t")): self = .newer
            case (UInt8(ascii: "o"), UInt8(ascii: "t")): self = .older
            case (UInt8(ascii: "e"), UInt8(ascii: "f")): self = .same
            default: return nil
            }
        default: return nil
        }
    }

    /// What the operator gives.
    @inline(__always)
    func apply<Files: TestFiles>(
        _ left: [UInt8], _ right: [UInt8], _ dialect: ShellDialect, _ files: Files
    ) throws(TestError) -> Bool {
        switch self {
        case .equal: return try files.equals(left, right)
        case .unequal: return try !files.equals(left, right)
        case .matches: return try files.matches(left, right)
        case .less: return left.lexicographicallyPrecedes(right)
        case .greater: return right.lexicographicallyPrecedes(left)
        case .newer:
            return files.compare(.newer(missingIsOld: dialect == .bash), left, right)
        case .older:
            return files.compare(.older(missingIsOld: dialect == .bash), left, right)
        case .same: return files.compare(.same, left, right)
        default: break
        }
        let first = try TestInteger.value(left, dialect)
        let second = try TestInteger.value(right, dialect)
        switch self {
        case .integerEqual: return first == second
        case .integerUnequal: return first != second
        case .integerLess: return first < second
        case .integerLessOrEqual: return first <= second
        case .integerGreater: return first > second
        default: return first >= second
        }
    }
}

/// The whole numbers of `test`: decimal, with blanks around them.
enum TestInteger {
    /// The number that `text` is.
    /// - Throws: the shell's complaint about a text that is none.
    /// - Complexity: O(*n*) in the length of `text`.
    @inline(__always)
    static func value(_ text: [UInt8], _ dialect: ShellDialect) throws(TestError) -> Int {
        if let value = plain(text) { return value }
        return try general(text, dialect)
    }

    /// Up to 18 digits and nothing else, the usual case.
    @inline(__always)
    private static func plain(_ text: [UInt8]) -> Int? {
        guard text.count <= 18, !text.isEmpty else { return nil }
        var value = 0
        for byte in text {
            let digit = byte &- 48
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    private static func general(
        _ text: [UInt8], _ dialect: ShellDialect
    ) throws(TestError) -> Int {
        let reading = CInteger.reading(text, base: 10, signed: true)
        var end = reading.length
        while end < text.count, isBlank(text[end], dialect) { end &+= 1 }
        let isNumber = reading.length > 0 && end == text.count
        if isNumber, !reading.isOutOfRange { return reading.bits }
        switch dialect {
        case .dash: throw TestError("Illegal number: " + ShellBytes.message(text))
        case .bash: throw TestError(text, "integer expression expected", .bash)
        case .ash:
            let fault = reading.isOutOfRange ? "out of range" : "bad number"
            throw TestError(text, fault, .ash)
        }
    }

    private static func isBlank(_ byte: UInt8, _ dialect: ShellDialect) -> Bool {
        dialect == .bash ? byte == 32 || byte == 9 : ShellBytes.isSpace(byte)
    }
}
