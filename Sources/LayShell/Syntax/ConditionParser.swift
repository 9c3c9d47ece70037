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
            let what = "syntax error in conditional expression"
            throw failure(token.map { "\(what): unexpected token `\($0)'" } ?? what)
        }
        lexer.take(2)
        return condition
    }

    private func failure(_ message: String) -> ShellSyntaxError {
        lexer.error(.condition(message))
    }

    /// What stands here and is no word; `nil` for a word and at the end of the text.
    private var token: String? {
        if ends { return "]]" }
        switch parser.look() {
        case .op(let op): return op
        case .newline: return "newline"
        default: return nil
        }
    }

    /// As `token`, where the end of the text is the end of a line.
    private var argument: String? { token ?? (parser.look() == .end ? "newline" : nil) }

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
                    throw failure(
                        token.map { "unexpected token `\($0)', expected `)'" } ?? "expected `)'")
                }
                return .group(inner)
            }
            return try test()
        }
    }

    private static let binary: [StaticString] = [
        "==", "=", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef",
    ]

    /// The messages are those of bash's parse.y, cond_term.
    private func test() throws(ShellSyntaxError) -> ShellCondition {
        // Of nothing at all bash says nothing.
        if ends { throw failure("") }
        if let token { throw failure("unexpected token `\(token)' in conditional command") }
        if lexer.starts(with: "-"), let letter = lexer.byte(1),
            "abcdefghknoprstuvwxzGLNORS".utf8.contains(letter),
            lexer.byte(2).map(ShellBytes.isMeta) ?? true
        {
            lexer.take(2)
            if let argument {
                throw failure("unexpected argument `\(argument)' to conditional unary operator")
            }
            return .unary([letter], try lexer.word(.pattern))
        }
        let left = try lexer.word(.pattern)
        lexer.skipBlanks()
        for op in Self.binary where lexer.starts(with: op) {
            let next = lexer.byte(op.utf8CodeUnitCount)
            guard next.map(ShellBytes.isMeta) ?? true else { continue }
            lexer.take(op.utf8CodeUnitCount)
            return try comparison(left, op)
        }
        for op: StaticString in ["<", ">"] where lexer.starts(with: op) {
            lexer.take()
            return try comparison(left, op)
        }
        switch argument {
        case "]]"?, "&&"?, "||"?, ")"?: return .word(left)
        case let token?:
            throw failure("unexpected token `\(token)', conditional binary operator expected")
        case nil: throw failure("conditional binary operator expected")
        }
    }

    private func comparison(_ left: ShellWord, _ op: StaticString) throws(ShellSyntaxError)
        -> ShellCondition
    {
        lexer.skipBlanks()
        let isExpression = op.description == "=~"
        if let argument, !isExpression || argument != "(" {
            throw failure("unexpected argument `\(argument)' to conditional binary operator")
        }
        return .binary(
            left, Array(op.description.utf8), try lexer.word(isExpression ? .expression : .pattern))
    }
}
