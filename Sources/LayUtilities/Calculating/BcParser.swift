internal import LayBounds

/// What bc does not understand.
struct BcSyntaxError: Error {
    let line: Int
}

/// Reads bc's programs, one thing after the other.
struct BcParser {
    private var lexer: BcLexer
    var token: BcToken
    private var line = 1
    let account: Account
    private var loops = 0
    private var functions = 0

    init(_ text: [UInt8], _ account: Account) {
        lexer = BcLexer(text)
        self.account = account
        token = lexer.next()
    }

    mutating func advance() {
        line = lexer.line
        token = lexer.next()
    }

    func error() -> BcSyntaxError { BcSyntaxError(line: lexer.line) }

    func isSign(_ sign: String) -> Bool { token == .sign(sign) }

    func isName(_ name: String) -> Bool { token == .name(Array(name.utf8)) }

    mutating func take(_ sign: String) -> Bool {
        guard isSign(sign) else { return false }
        advance()
        return true
    }

    mutating func need(_ sign: String) throws {
        if !take(sign) { throw error() }
    }

    private mutating func skipNewlines() {
        while token == .newline { advance() }
    }

    /// Goes on behind a line that was not understood; false at the end.
    mutating func recover() {
        while token != .newline, token != .end { advance() }
    }

    /// The next statements of the program, those of a line; `nil` at the end.
    ///
    /// - Throws: `BcSyntaxError`, `BoundReached`.
    mutating func next() throws -> [BcStatement]? {
        while token == .newline || isSign(";") { advance() }
        if token == .end { return nil }
        if isName("define") { return [.define(try definition())] }
        var statements: [BcStatement] = []
        while true {
            statements.append(try statement())
            guard take(";") else { break }
            if token == .newline || token == .end { break }
        }
        guard token == .newline || token == .end else { throw error() }
        return statements
    }

    // MARK: Functions

    private mutating func name() throws -> [UInt8] {
        guard case .name(let name) = token else { throw error() }
        advance()
        return name
    }

    private mutating func names(until end: String?) throws -> [(name: [UInt8], isArray: Bool)] {
        var names: [(name: [UInt8], isArray: Bool)] = []
        if let end, isSign(end) { return [] }
        repeat {
            _ = take("*")
            let name = try name()
            var isArray = false
            if take("[") {
                try need("]")
                isArray = true
            }
            names.append((name, isArray))
        } while take(",")
        return names
    }

    private mutating func definition() throws -> BcFunction {
        advance()
        if isName("void") {
            advance()
        }
        let name = try name()
        try need("(")
        let parameters = try names(until: ")")
        try need(")")
        skipNewlines()
        try need("{")
        skipNewlines()
        var locals: [(name: [UInt8], isArray: Bool)] = []
        if isName("auto") {
            advance()
            locals = try names(until: nil)
            guard token == .newline || isSign(";") else { throw error() }
        }
        functions += 1
        defer { functions -= 1 }
        return BcFunction(name, parameters, locals, try statements())
    }

    /// Statements up to the brace that closes them.
    private mutating func statements() throws -> [BcStatement] {
        var statements: [BcStatement] = []
        while true {
            while token == .newline || isSign(";") { advance() }
            if take("}") { return statements }
            if token == .end { throw error() }
            statements.append(try statement())
            guard token == .newline || isSign(";") || isSign("}") else { throw error() }
        }
    }

    // MARK: Statements

    private mutating func statement() throws -> BcStatement {
        var inner = self
        defer { self = inner }
        return try account.nested { try inner.readStatement() }
    }

    private mutating func readStatement() throws -> BcStatement {
        try account.step()
        switch token {
        case .text(let text):
            advance()
            return .text(text)
        case .sign("{"):
            advance()
            return .block(try statements())
        case .name(let word):
            switch String(decoding: word, as: UTF8.self) {
            case "if": return try condition()
            case "while": return try whileLoop()
            case "for": return try forLoop()
            case "break":
                advance()
                return .leave
            case "continue":
                advance()
                return .next
            case "halt":
                advance()
                return .halt
            case "quit":
                advance()
                return .quit
            case "return": return try giveBack()
            case "print": return try print()
            case "define", "auto", "else": throw error()
            case "limits", "warranty":
                advance()
                return .block([])
            default: break
            }
        default: break
        }
        let isParenthesized = isSign("(")
        let expression = try expression()
        return .expression(
            expression, isPrinted: isParenthesized || !expression.isAssignment)
    }

    private mutating func condition() throws -> BcStatement {
        advance()
        try need("(")
        let test = try expression()
        try need(")")
        skipNewlines()
        let body = try statement()
        // An else may stand on a line of its own only behind a block.
        let kept = self
        while token == .newline || isSign(";") { advance() }
        if isName("else") {
            advance()
            skipNewlines()
            return .condition(test, body, try statement())
        }
        self = kept
        return .condition(test, body, nil)
    }

    private mutating func whileLoop() throws -> BcStatement {
        advance()
        try need("(")
        let test = try expression()
        try need(")")
        skipNewlines()
        return .loop(nil, test, nil, try statement())
    }

    private mutating func forLoop() throws -> BcStatement {
        advance()
        try need("(")
        let first = isSign(";") ? nil : try expression()
        try need(";")
        let test = isSign(";") ? nil : try expression()
        try need(";")
        let step = isSign(")") ? nil : try expression()
        try need(")")
        skipNewlines()
        return .loop(first, test, step, try statement())
    }

    private mutating func giveBack() throws -> BcStatement {
        guard functions > 0 else { throw error() }
        advance()
        if token == .newline || token == .end || isSign(";") || isSign("}") {
            return .giveBack(nil)
        }
        return .giveBack(try expression())
    }

    private mutating func print() throws -> BcStatement {
        advance()
        var items: [BcPrinted] = []
        repeat {
            if case .text(let text) = token {
                advance()
                items.append(.text(text))
            } else {
                items.append(.value(try expression()))
            }
        } while take(",")
        return .print(items)
    }
}
