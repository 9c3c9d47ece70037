internal import LayBounds

/// Expressions, by rising precedence.
extension BcParser {
    mutating func expression() throws -> BcExpression {
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
        var left = try power()
        while case .sign(let sign) = token, sign == "*" || sign == "/" || sign == "%" {
            advance()
            left = .binary(sign.utf8.first ?? 0, left, try power())
        }
        return left
    }

    private mutating func power() throws -> BcExpression {
        let left = try unary()
        guard take("^") else { return left }
        var inner = self
        defer { self = inner }
        return .binary(UInt8(ascii: "^"), left, try account.nested { try inner.power() })
    }

    /// A sign binds closer than a power.
    private mutating func unary() throws -> BcExpression {
        guard isSign("-") || isSign("+") || isSign("!") else { return try postfix() }
        let sign = token
        advance()
        var inner = self
        defer { self = inner }
        let value = try account.nested { try inner.unary() }
        return sign == .sign("-") ? .negative(value) : sign == .sign("!") ? .not(value) : value
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
