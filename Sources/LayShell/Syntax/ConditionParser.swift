/// Reads what stands in `[[ … ]]`.
struct ConditionParser {
    private let parser: ShellParser
    private var lexer: ShellLexer { parser.lexer }

    init(_ parser: ShellParser) { self.parser = parser }

    /// The condition and its `]]`.
    func whole() throws(ShellSyntaxError) -> ShellCondition {
        let condition = try either()
        try parser.skipNewlines()
        guard ends else {
            throw lexer.error(.condition("syntax error in conditional expression"))
        }
        lexer.take(2)
        return condition
    }

    private var ends: Bool {
        lexer.skipBlanks()
        return lexer.starts(with: "]]") && (lexer.byte(2).map(ShellBytes.isMeta) ?? true)
    }

    private func accept(_ op: StaticString) throws(ShellSyntaxError) -> Bool {
        try parser.skipNewlines()
        lexer.skipBlanks()
        guard lexer.starts(with: op) else { return false }
        lexer.take(op.utf8CodeUnitCount)
        return true
    }

    private func either() throws(ShellSyntaxError) -> ShellCondition {
        var left = try both()
        while try accept("||") { left = .or(left, try both()) }
        return left
    }

    private func both() throws(ShellSyntaxError) -> ShellCondition {
        var left = try single()
        while try accept("&&") { left = .and(left, try single()) }
        return left
    }

    private func single() throws(ShellSyntaxError) -> ShellCondition {
        try lexer.nested { () throws(ShellSyntaxError) in
            try parser.skipNewlines()
            lexer.skipBlanks()
            if lexer.starts(with: "!"), lexer.byte(1).map(ShellBytes.isMeta) ?? true {
                lexer.take()
                return .not(try single())
            }
            if lexer.starts(with: "(") {
                lexer.take()
                let inner = try either()
                guard try accept(")") else {
                    throw lexer.error(.condition("unexpected token in conditional command"))
                }
                return .group(inner)
            }
            return try test()
        }
    }

    private static let binary: [StaticString] = [
        "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef",
    ]

    private func test() throws(ShellSyntaxError) -> ShellCondition {
        if lexer.starts(with: "-"), let letter = lexer.byte(1),
            "abcdefghknoprstuvwxzGLNORS".utf8.contains(letter),
            lexer.byte(2) == 32 || lexer.byte(2) == 9
        {
            let (start, line) = (lexer.position, lexer.line)
            lexer.take(2)
            lexer.skipBlanks()
            // An operator alone is a word: `[[ -f ]]`.
            if !ends, !isBinaryNext {
                return .unary([letter], try lexer.word(.pattern))
            }
            lexer.position = start
            lexer.line = line
        }
        guard !ends, lexer.byte != nil, lexer.byte != UInt8(ascii: ")") else {
            throw lexer.error(.condition("syntax error near `]]'"))
        }
        let left = try lexer.word(.pattern)
        lexer.skipBlanks()
        for op in Self.binary where lexer.starts(with: op) {
            let next = lexer.byte(op.utf8CodeUnitCount)
            guard next.map({ $0 == 32 || $0 == 9 || $0 == 10 }) ?? false else { continue }
            lexer.take(op.utf8CodeUnitCount)
            lexer.skipBlanks()
            let place: ShellLexer.WordPlace = op.description == "=~" ? .expression : .pattern
            return .binary(left, Array(op.description.utf8), try lexer.word(place))
        }
        if lexer.starts(with: "="), lexer.byte(1) == 32 || lexer.byte(1) == 9 {
            lexer.take()
            lexer.skipBlanks()
            return .binary(left, Array("=".utf8), try lexer.word(.pattern))
        }
        for op: StaticString in ["<", ">"] where lexer.starts(with: op) {
            lexer.take()
            lexer.skipBlanks()
            return .binary(left, Array(op.description.utf8), try lexer.word(.pattern))
        }
        return .word(left)
    }

    private var isBinaryNext: Bool {
        Self.binary.contains {
            lexer.starts(with: $0)
                && (lexer.byte($0.utf8CodeUnitCount).map(ShellBytes.isMeta) ?? true)
        }
    }
}
