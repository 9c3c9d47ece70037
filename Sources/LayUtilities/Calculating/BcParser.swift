internal import LayBounds

/// What bc does not understand.
struct BcSyntaxError: Error {
    let line: Int
}

/// Reads bc's programs, one thing after the other.
struct BcParser {
    private var lexer: BcLexer
    private var token: BcToken
    private var line = 1
    private let account: Account
    private var loops = 0
    private var functions = 0

    init(_ text: [UInt8], _ account: Account) {
        lexer = BcLexer(text)
        self.account = account
        token = lexer.next()
    }

    private mutating func advance() {
        line = lexer.line
        token = lexer.next()
    }

    private func error() -> BcSyntaxError { BcSyntaxError(line: lexer.line) }

    private func isSign(_ sign: String) -> Bool { token == .sign(sign) }

    private func isName(_ name: String) -> Bool { token == .name(Array(name.utf8)) }

    private mutating func take(_ sign: String) -> Bool {
        guard isSign(sign) else { return false }
        advance()
        return true
    }

    private mutating func need(_ sign: String) throws {
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

    // MARK: Expressions

    private mutating func expression() throws -> BcExpression {
        var inner = self
        defer { self = inner }
        return try account.nested { try inner.either() }
    }

    private mutating func either() throws -> BcExpression {
        var left = try both()
        while take("||") { left = .either(left, try both()) }
        return left
    }

    private mutating func both() throws -> BcExpression {
        var left = try negation()
        while take("&&") { left = .both(left, try negation()) }
        return left
    }

    private mutating func negation() throws -> BcExpression {
        if take("!") {
            var inner = self
            defer { self = inner }
            return .not(try account.nested { try inner.negation() })
        }
        return try comparison()
    }

    private static let comparisons: [String: BcComparison] = [
        "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "==": .equal,
        "!=": .different,
    ]

    private mutating func comparison() throws -> BcExpression {
        var left = try assignment()
        while case .sign(let sign) = token, let kind = Self.comparisons[sign] {
            advance()
            left = .compare(kind, left, try assignment())
        }
        return left
    }

    private mutating func assignment() throws -> BcExpression {
        let left = try sum()
        guard case .variable(let place) = left, case .sign(let sign) = token,
            ["=", "+=", "-=", "*=", "/=", "%=", "^="].contains(sign)
        else { return left }
        advance()
        let operation = sign.utf8.count > 1 ? sign.utf8.first ?? 0 : 0
        var inner = self
        defer { self = inner }
        return .assign(place, operation, try account.nested { try inner.assignment() })
    }

    private mutating func sum() throws -> BcExpression {
        var left = try product()
        while case .sign(let sign) = token, sign == "+" || sign == "-" {
            advance()
            left = .binary(sign.utf8.first ?? 0, left, try product())
        }
        return left
    }

    private mutating func product() throws -> BcExpression {
        var left = try unary()
        while case .sign(let sign) = token, sign == "*" || sign == "/" || sign == "%" {
            advance()
            left = .binary(sign.utf8.first ?? 0, left, try unary())
        }
        return left
    }

    private mutating func unary() throws -> BcExpression {
        guard isSign("-") || isSign("+") || isSign("!") else { return try power() }
        let sign = token
        advance()
        var inner = self
        defer { self = inner }
        let value = try account.nested { try inner.unary() }
        return sign == .sign("-") ? .negative(value) : sign == .sign("!") ? .not(value) : value
    }

    private mutating func power() throws -> BcExpression {
        let left = try postfix()
        guard take("^") else { return left }
        var inner = self
        defer { self = inner }
        // To the right, and a sign may stand there.
        let right = try account.nested { try inner.unary() }
        return .binary(UInt8(ascii: "^"), left, right)
    }

    private mutating func postfix() throws -> BcExpression {
        if isSign("++") || isSign("--") {
            let step = isSign("++") ? 1 : -1
            advance()
            guard case .variable(let place) = try primary() else { throw error() }
            return .step(place, step, isBefore: true)
        }
        let value = try primary()
        guard isSign("++") || isSign("--"), case .variable(let place) = value else { return value }
        let step = isSign("++") ? 1 : -1
        advance()
        return .step(place, step, isBefore: false)
    }

    private mutating func primary() throws -> BcExpression {
        switch token {
        case .number(let digits):
            advance()
            return .number(digits)
        case .sign("("):
            advance()
            let value = try expression()
            try need(")")
            // What stands in parentheses is a value and no place.
            return value.isAssignment ? .binary(UInt8(ascii: "+"), .number([48]), value) : value
        case .name(let word): return try named(word)
        default: throw error()
        }
    }

    private mutating func named(_ word: [UInt8]) throws -> BcExpression {
        advance()
        switch String(decoding: word, as: UTF8.self) {
        case "ibase": return .variable(.inputBase)
        case "obase": return .variable(.outputBase)
        case "last": return .variable(.last)
        case "scale":
            guard take("(") else { return .variable(.scale) }
            return try builtin(.scale)
        case "length":
            try need("(")
            return try builtin(.length)
        case "sqrt":
            try need("(")
            return try builtin(.squareRoot)
        case "abs":
            if take("(") { return try builtin(.absolute) }
        case "read":
            try need("(")
            try need(")")
            return .builtin(.read, nil)
        case "if", "while", "for", "define", "return", "break", "continue", "auto", "else":
            throw error()
        default: break
        }
        if take("(") { return .call(word, try arguments()) }
        if take("[") {
            let index = try expression()
            try need("]")
            return .variable(.element(word, index))
        }
        return .variable(.name(word))
    }

    private mutating func builtin(_ kind: BcBuiltin) throws -> BcExpression {
        let value = try expression()
        try need(")")
        return .builtin(kind, value)
    }

    private mutating func arguments() throws -> [BcArgument] {
        var arguments: [BcArgument] = []
        if take(")") { return [] }
        repeat {
            if case .name(let word) = token {
                let kept = self
                advance()
                if take("["), take("]") {
                    arguments.append(.array(word))
                    continue
                }
                self = kept
            }
            arguments.append(.value(try expression()))
        } while take(",")
        try need(")")
        return arguments
    }
}
