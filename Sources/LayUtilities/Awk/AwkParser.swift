/// Reads a program into nodes.
struct AwkParser {
    let manner: AwkManner
    private let hasStackRoom: () -> Bool
    var lexer: AwkLexer
    var names: AwkNames
    private(set) var begins: [AwkStatement] = []
    private(set) var ends: [AwkStatement] = []
    private(set) var beginFiles: [AwkStatement] = []
    private(set) var endFiles: [AwkStatement] = []
    private(set) var rules: [AwkRule] = []
    private var depth = 0
    /// Whether `>` would redirect.
    var redirects = false
    /// How many loops and switches are open.
    var loops = 0
    var switches = 0
    /// Whether `next` has a record to leave.
    private(set) var isInRule = false

    private static let deepest = 400
    /// The most operands of one chain of operators.
    private static let longestChain = 1_000
    /// How many operators the operand on the left of the next one contains, one in the other.
    private var links = 0

    /// A parser in front of a program.
    init(_ source: [UInt8], _ manner: AwkManner, _ hasStackRoom: @escaping () -> Bool) {
        self.manner = manner
        self.hasStackRoom = hasStackRoom
        lexer = AwkLexer(source, manner)
        names = AwkNames(manner)
    }

    /// The token in front of the parser.
    var token: AwkToken { lexer.token }
    var kind: AwkToken.Kind { lexer.token.kind }

    /// Reads the whole program.
    ///
    /// - Throws: `AwkError` for a text that is no program.
    mutating func parse() throws {
        try advance()
        try skipSeparators()
        while kind != .end {
            try apart { try $0.parseItem() }
            try skipSeparators()
        }
        try names.resolve()
    }

    private mutating func parseItem() throws {
        let line = token.line
        switch kind {
        case .keyword(.begin): begins.append(try parseSpecialBlock())
        case .keyword(.end): ends.append(try parseSpecialBlock())
        case .keyword(.beginFile):
            isInRule = true
            beginFiles.append(try parseSpecialBlock())
        case .keyword(.endFile): endFiles.append(try parseSpecialBlock())
        case .keyword(.function), .keyword(.func): try parseFunction()
        case .openBrace:
            isInRule = true
            rules.append(AwkRule(pattern: nil, last: nil, body: try parseBlock(), line: line))
        default:
            isInRule = true
            let pattern = try parseExpression()
            var last: AwkNode?
            if kind == .comma {
                try advance()
                try skipNewlines()
                last = try parseExpression()
            }
            let body = kind == .openBrace ? try parseBlock() : nil
            if body == nil, kind != .end, kind != .newline, kind != .semicolon { throw unexpected }
            rules.append(AwkRule(pattern: pattern, last: last, body: body, line: line))
        }
        isInRule = false
    }

    private mutating func parseSpecialBlock() throws -> AwkStatement {
        try advance()
        guard kind == .openBrace else { throw unexpected }
        return try parseBlock()
    }

    private mutating func parseFunction() throws {
        try advance()
        guard kind == .name || kind == .functionName else { throw unexpected }
        let name = token
        let function = names.function(name.text)
        guard function.body == nil else {
            let shown = String(decoding: name.text, as: UTF8.self)
            throw error("function name `\(shown)' previously defined")
        }
        try advance()
        try expect(.openParenthesis)
        var parameters: [[UInt8]] = []
        while kind != .closeParenthesis {
            guard kind == .name else { throw unexpected }
            guard !parameters.contains(token.text) else { throw unexpected }
            parameters.append(token.text)
            try advance()
            guard kind == .comma else { break }
            try advance()
            try skipNewlines()
        }
        try expect(.closeParenthesis)
        try skipNewlines()
        names.begin(function, parameters)
        guard kind == .openBrace else { throw unexpected }
        function.body = try parseBlock()
        names.endFunction()
    }

    /// Reads the next token.
    ///
    /// - Throws: `AwkError` for what is no token.
    mutating func advance() throws { try lexer.advance() }

    /// Reads past a token that must stand here.
    ///
    /// - Throws: `AwkError` where another stands here.
    mutating func expect(_ wanted: AwkToken.Kind) throws {
        guard kind == wanted else { throw unexpected }
        try advance()
    }

    /// Reads past ends of lines.
    ///
    /// - Throws: `AwkError` for what is no token.
    mutating func skipNewlines() throws { while kind == .newline { try advance() } }

    /// Reads past ends of lines and semicolons.
    ///
    /// - Throws: `AwkError` for what is no token.
    mutating func skipSeparators() throws {
        while kind == .newline || kind == .semicolon { try advance() }
    }

    /// The error that the token in front of the parser is.
    var unexpected: AwkError {
        let isAtEnd = kind == .end || kind == .newline
        return AwkError(
            stage: .syntax, line: token.line,
            message: isAtEnd ? "unexpected newline or end of string" : "syntax error",
            token: Array(lexer.source[token.range]), place: token.range.lowerBound, cause: .token)
    }

    /// An error at the token in front of the parser.
    func error(_ message: String) -> AwkError {
        AwkError(
            stage: .syntax, line: token.line, message: message,
            token: Array(lexer.source[token.range]))
    }

    /// Counts an operator whose left operand may have another one, and so on.
    ///
    /// - Throws: `AwkError` for a chain that is too long to be evaluated.
    mutating func link() throws {
        links += 1
        guard links < Self.longestChain else { throw error("an expression is too long") }
    }

    /// Reads parts that stand beside one another, and not one in the other.
    ///
    /// - Throws: what `body` throws.
    mutating func beside<Result>(
        _ body: (inout Self, inout AwkPartLinks) throws -> Result
    ) throws -> Result {
        var parts = AwkPartLinks(first: links, most: links)
        let result = try body(&self, &parts)
        links = max(links, parts.most)
        return result
    }

    /// Reads one of such parts.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func part(
        _ parts: inout AwkPartLinks, _ body: (inout Self) throws -> AwkNode
    ) throws -> AwkNode {
        links = parts.first
        let node = try body(&self)
        parts.most = max(parts.most, links)
        return node
    }

    /// Reads what is evaluated by itself, and in no other expression.
    ///
    /// - Throws: what `body` throws.
    mutating func apart<Result>(_ body: (inout Self) throws -> Result) throws -> Result {
        let outer = links
        links = 0
        defer { links = outer }
        return try body(&self)
    }

    /// Reads something one level deeper.
    ///
    /// - Throws: `AwkError` where that is too deep, and what `body` throws.
    mutating func nested<Result>(_ body: (inout Self) throws -> Result) throws -> Result {
        guard depth < Self.deepest, hasStackRoom() else {
            throw error("the program is nested too deeply")
        }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }
}

/// How many operators the parts of a list contain, one in the other.
struct AwkPartLinks {
    /// What each of them begins with.
    let first: Int
    /// The most of all parts.
    var most: Int
}
