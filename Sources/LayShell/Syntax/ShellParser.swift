/// Reads commands.
///
/// A parser gives one complete command at a time, as a shell runs what it has read before it reads
/// on: an alias or an option that is set on one line counts from the next.
public final class ShellParser {
    let lexer: ShellLexer
    /// The value of an alias; asked for where the name of a command stands.
    var alias: (([UInt8]) -> [UInt8]?)? {
        get { lexer.alias }
        set { lexer.alias = newValue }
    }

    init(_ lexer: ShellLexer) { self.lexer = lexer }

    /// A parser of a text.
    public convenience init(
        _ text: [UInt8], _ dialect: ShellDialect, line: Int = 1, extendedPatterns: Bool = false
    ) {
        self.init(ShellLexer(text, dialect, line: line, extendedPatterns: extendedPatterns))
    }

    /// The whole text as one list.
    ///
    /// - Throws: `ShellSyntaxError`.
    /// - Complexity: O(*n*) in the text.
    public static func parse(_ text: [UInt8], _ dialect: ShellDialect) throws(ShellSyntaxError)
        -> ShellList
    {
        try ShellParser(text, dialect).whole()
    }

    var dialect: ShellDialect { lexer.dialect }

    // MARK: Tokens

    func look() -> ShellToken { lexer.look().token }

    func take() {
        lexer.take(lexer.look().length)
    }

    func isNext(_ op: String) -> Bool { look() == .op(op) }

    func skipNewlines() throws(ShellSyntaxError) {
        while look() == .newline { try lexer.takeNewline() }
    }

    /// The plain word that comes next, which may be a reserved one.
    func plainWord() -> (word: String, length: Int)? {
        guard look() == .word else { return nil }
        var end = lexer.position
        while end < lexer.text.count, !ShellBytes.isMeta(lexer.text[end]) {
            switch lexer.text[end] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"),
                UInt8(ascii: "`"):
                return nil
            default: end += 1
            }
            if end - lexer.position > 16 { return nil }
        }
        return (
            String(decoding: lexer.text[lexer.position..<end], as: UTF8.self),
            end - lexer.position
        )
    }

    /// Steps over a reserved word, if it comes next.
    func accept(_ word: String) -> Bool {
        guard let next = plainWord(), next.word == word else { return false }
        lexer.take(next.length)
        return true
    }

    func expect(_ word: String) throws(ShellSyntaxError) {
        if !accept(word) { throw unexpected(expecting: word) }
    }

    /// What stands here and cannot.
    func unexpected(expecting: String? = nil) -> ShellSyntaxError {
        let (token, length) = lexer.look()
        let wanted = expecting.map { Array($0.utf8) }
        switch token {
        case .end: return lexer.error(.unexpectedEnd(expecting: wanted))
        case .newline:
            lexer.position += 1
            defer { lexer.position -= 1 }
            return lexer.error(.unexpectedNewline(expecting: wanted))
        case .op(let op):
            lexer.take(length)
            return lexer.error(.unexpected(Array(op.utf8), expecting: wanted))
        case .number, .variable, .word:
            let isReserved = plainWord().map { Self.reserved.contains($0.word) } ?? false
            var end = lexer.position
            while end < lexer.text.count, !ShellBytes.isMeta(lexer.text[end]) { end += 1 }
            let text = Array(lexer.text[lexer.position..<max(end, lexer.position)])
            lexer.position = max(end, lexer.position)
            return lexer.error(
                isReserved
                    ? .unexpected(text, expecting: wanted)
                    : .unexpectedWord(text, expecting: wanted))
        }
    }

    static let reserved: Set<String> = [
        "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for",
        "{", "}", "!", "in",
    ]
    static let closing: Set<String> = [
        "then", "else", "elif", "fi", "do", "done", "esac", "}",
    ]

    // MARK: Lists

    /// The next complete command, up to its newline; `nil` at the end.
    ///
    /// - Throws: `ShellSyntaxError`.
    public func next() throws(ShellSyntaxError) -> ShellList? {
        try skipNewlines()
        if look() == .end { return nil }
        var items: [ShellList.Item] = []
        while true {
            items.append(try item())
            switch look() {
            case .newline:
                try lexer.takeNewline()
                return ShellList(items)
            case .end:
                try lexer.finishDocuments()
                return ShellList(items)
            default:
                guard wasEnded else { throw unexpected() }
            }
        }
    }

    /// True when the last item ended with `;` or `&`.
    var wasEnded = false

    /// All that is left.
    func whole() throws(ShellSyntaxError) -> ShellList {
        var items: [ShellList.Item] = []
        while let list = try next() { items += list.items }
        return ShellList(items)
    }

    /// Commands up to one of these words or operators, which is not stepped over.
    func list(until ends: Set<String>) throws(ShellSyntaxError) -> ShellList {
        var items: [ShellList.Item] = []
        while true {
            try skipNewlines()
            expandAlias()
            switch look() {
            case .end: return ShellList(items)
            case .op(let op) where ends.contains(op): return ShellList(items)
            default: break
            }
            if let next = plainWord(), ends.contains(next.word) { return ShellList(items) }
            items.append(try item())
            if !wasEnded, look() != .newline {
                // A reserved word may follow a compound command: `{ { true; } }`.
                if let next = plainWord(), ends.contains(next.word) { return ShellList(items) }
                switch look() {
                case .op(let op) where ends.contains(op): return ShellList(items)
                case .end: return ShellList(items)
                default: throw unexpected(expecting: ends.count == 1 ? ends.first : nil)
                }
            }
        }
    }

    /// A list that may not be empty.
    func body(until ends: Set<String>, _ expecting: String? = nil)
        throws(ShellSyntaxError) -> ShellList
    {
        let list = try list(until: ends)
        if list.items.isEmpty { throw unexpected(expecting: look() == .end ? expecting : nil) }
        return list
    }

    func item() throws(ShellSyntaxError) -> ShellList.Item {
        let start = lexer.position
        var pipelines = [(isAnd: true, pipeline: try pipeline())]
        while true {
            let isAnd = isNext("&&")
            guard isAnd || isNext("||") else { break }
            take()
            try skipNewlines()
            pipelines.append((isAnd, try pipeline()))
        }
        let end = lexer.position
        var isBackground = false
        wasEnded = true
        if isNext("&") {
            isBackground = true
            take()
        } else if isNext(";") {
            take()
        } else {
            wasEnded = false
        }
        let text =
            isBackground && start < end && end <= lexer.text.count
            ? Self.trimmed(lexer.text[start..<end]) : []
        return ShellList.Item(pipelines: pipelines, isBackground: isBackground, text: text)
    }

    /// A job's text without the blanks at its end.
    private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var text = text
        while let last = text.last, last == 32 || last == 9 { text.removeLast() }
        return Array(text)
    }

    func pipeline() throws(ShellSyntaxError) -> ShellPipeline {
        var pipeline = ShellPipeline(commands: [])
        while true {
            if accept("!") {
                pipeline.isNegated.toggle()
                if dialect.isBash {
                    switch look() {
                    case .newline, .end, .op(";"), .op(")"), .op("&"): return pipeline
                    default: break
                    }
                }
                if dialect != .bash, plainWord()?.word == "!" { throw unexpected() }
            } else if dialect.isBash, pipeline.timing == .none, plainWord()?.word == "time" {
                _ = accept("time")
                pipeline.timing = .plain
                if accept("-p") { pipeline.timing = .posix }
                switch look() {
                case .newline, .end, .op(";"), .op(")"), .op("&"): return pipeline
                default: break
                }
            } else {
                break
            }
        }
        while true {
            pipeline.commands.append(try command())
            if isNext("|") {
                take()
            } else if isNext("|&") {
                take()
                pipeline.mergesErrors.insert(pipeline.commands.count - 1)
            } else {
                return pipeline
            }
            try skipNewlines()
        }
    }

    /// Where a word stands that is looked up behind an alias, counted from the end.
    var aliasEnd: Int?

    /// What stood in the last `for ((…))`.
    var loopText: ArraySlice<UInt8> = []
}
