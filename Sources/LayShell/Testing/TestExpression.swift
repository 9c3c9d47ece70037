/// The expressions of `test` and `[`.
enum TestExpression {
    /// Parentheses and bangs deeper than this are refused.
    static let depthLimit = 1_000

    /// Whether `words`, without the command's name and the closing `]`, hold.
    ///
    /// `isBracket` says that the command is `[`, which one of bash's messages shows.
    /// - Throws: the shell's complaint; the status is 2 then.
    /// - Complexity: O(*n*) in the number of words.
    static func evaluate<Files: TestFiles>(
        _ words: [[UInt8]], dialect: ShellDialect, files: Files, isBracket: Bool = true
    ) throws(TestError) -> Bool {
        switch words.count {
        case 0: return false
        case 1: return !words[0].isEmpty
        case 3:
            if let binary = TestBinary(words[1], dialect) {
                return try binary.apply(words[0], words[2], dialect, files)
            }
        default: break
        }
        switch dialect {
        case .dash:
            var parser = DashTest(words: words, files: files)
            return try parser.evaluate()
        case .ash:
            var parser = AshTest(words: words, files: files)
            return try parser.evaluate()
        case .bash:
            var parser = BashTest(words: words, files: files, isBracket: isBracket)
            return try parser.evaluate()
        }
    }

    /// The message for `[` without its `]`, after `[: ` in dash and bash.
    static func missingBracket(_ dialect: ShellDialect) -> String {
        dialect == .bash ? "missing `]'" : "missing ]"
    }

    /// The letter of an operator of one operand.
    @inline(__always)
    static func unary(_ word: [UInt8], _ dialect: ShellDialect) -> UInt8? {
        guard word.count == 2, word[0] == UInt8(ascii: "-") else { return nil }
        switch word[1] {
        case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "e"),
            UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "h"), UInt8(ascii: "k"),
            UInt8(ascii: "n"), UInt8(ascii: "p"), UInt8(ascii: "r"), UInt8(ascii: "s"),
            UInt8(ascii: "t"), UInt8(ascii: "u"), UInt8(ascii: "w"), UInt8(ascii: "x"),
            UInt8(ascii: "z"), UInt8(ascii: "G"), UInt8(ascii: "L"), UInt8(ascii: "O"),
            UInt8(ascii: "S"):
            return word[1]
        case UInt8(ascii: "a"), UInt8(ascii: "o"), UInt8(ascii: "v"), UInt8(ascii: "N"),
            UInt8(ascii: "R"):
            return dialect == .bash ? word[1] : nil
        default: return nil
        }
    }

    /// What an operator of one operand gives.
    static func apply<Files: TestFiles>(
        _ letter: UInt8, _ operand: [UInt8], _ dialect: ShellDialect, _ files: Files
    ) throws(TestError) -> Bool {
        switch letter {
        case UInt8(ascii: "n"): return !operand.isEmpty
        case UInt8(ascii: "z"): return operand.isEmpty
        case UInt8(ascii: "t"): return files.isTerminal(try TestInteger.value(operand, dialect))
        case UInt8(ascii: "L"): return files.test(UInt8(ascii: "h"), operand)
        case UInt8(ascii: "a"): return files.test(UInt8(ascii: "e"), operand)
        case UInt8(ascii: "v"): return files.isSet(operand)
        case UInt8(ascii: "R"): return files.isReference(operand)
        case UInt8(ascii: "o"): return files.option(operand)
        default: return files.test(letter, operand)
        }
    }

    /// Whether `word` is the single byte `byte`.
    @inline(__always)
    static func isOne(_ word: [UInt8]?, _ byte: UInt8) -> Bool {
        guard let word else { return false }
        return word.count == 1 && word[0] == byte
    }
}

/// What a word of `test` is to dash and busybox.
enum TestToken: Equatable {
    case end, operand, not, and, or, open, close
    case unary(UInt8)
    case binary(TestBinary)

    /// What `word` would be by itself.
    init(_ word: [UInt8], _ dialect: ShellDialect) {
        if word.count == 1 {
            switch word[0] {
            case UInt8(ascii: "!"): self = .not
            case UInt8(ascii: "("): self = .open
            case UInt8(ascii: ")"): self = .close
            default: self = TestBinary(word, dialect).map(TestToken.binary) ?? .operand
            }
            return
        }
        if word.count == 2, word[0] == UInt8(ascii: "-") {
            if word[1] == UInt8(ascii: "a") {
                self = .and
                return
            }
            if word[1] == UInt8(ascii: "o") {
                self = .or
                return
            }
            if let letter = TestExpression.unary(word, dialect) {
                self = .unary(letter)
                return
            }
        }
        self = TestBinary(word, dialect).map(TestToken.binary) ?? .operand
    }

    /// Whether it is an operator of two operands.
    var isBinary: Bool {
        if case .binary = self { return true }
        return false
    }
}
