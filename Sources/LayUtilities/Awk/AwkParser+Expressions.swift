extension AwkParser {
    /// How tightly operators bind.
    enum Level {
        static let or = 1
        static let and = 2
        static let membership = 3
        static let match = 4
        static let comparison = 5
        static let pipe = 6
        static let join = 7
        static let sum = 8
        static let product = 9
    }

    /// An expression.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseExpression() throws -> AwkNode {
        try nested { parser in
            let condition = try parser.parseBinary(Level.or)
            guard parser.kind == .question else { return condition }
            try parser.advance()
            try parser.skipNewlines()
            let yes = try parser.parseExpression()
            try parser.skipNewlines()
            try parser.expect(.colon)
            try parser.skipNewlines()
            return AwkConditional(condition, yes, try parser.parseExpression())
        }
    }

    /// Expressions with commas between them.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseList(until end: AwkToken.Kind) throws -> [AwkNode] {
        try beside { parser, links in
            var list: [AwkNode] = []
            try parser.skipNewlines()
            while parser.kind != end {
                list.append(try parser.part(&links) { try $0.parseExpression() })
                try parser.skipNewlines()
                guard parser.kind == .comma else { break }
                try parser.advance()
                try parser.skipNewlines()
            }
            return list
        }
    }

    /// Reads something inside parentheses, where `>` compares again.
    ///
    /// - Throws: what `body` throws.
    mutating func unredirected<Result>(
        _ body: (inout Self) throws -> Result
    ) throws -> Result {
        let outer = redirects
        redirects = false
        defer { redirects = outer }
        return try body(&self)
    }

    /// Operands with operators between them that bind at least so tightly.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseBinary(_ least: Int) throws -> AwkNode {
        var left = try parseUnary()
        while true {
            guard let level = operatorLevel, level >= least else { return left }
            try link()
            switch level {
            case Level.or, Level.and: left = try parseJunction(left, level)
            case Level.membership:
                try advance()
                left = AwkMembership(left, try parseArray())
            case Level.match:
                let isNegated = kind == .matchesNot
                try advance()
                let right = try nested { try $0.parseBinary(Level.comparison) }
                left = AwkMatching(left, pattern(right), isNegated: isNegated)
            case Level.comparison: left = try parseComparison(left)
            case Level.pipe:
                try advance()
                try advance()
                left = AwkGetline(.command(left), try parseOptionalTarget())
            case Level.join: left = try parseConcatenation(left)
            default:
                let operation: AwkOperator =
                    switch kind {
                    case .plus: .add
                    case .minus: .subtract
                    case .star: .multiply
                    case .slash: .divide
                    default: .remainder
                    }
                try advance()
                let right = try nested { try $0.parseBinary(level + 1) }
                if manner == .gawk, operation == .divide || operation == .remainder,
                    left is AwkNumberLiteral, (right as? AwkNumberLiteral)?.literal == 0
                {
                    throw error("division by zero attempted")
                }
                left = AwkArithmetic(operation, left, right)
            }
        }
    }

    /// The level of the operator in front of the parser; nil where none is.
    private var operatorLevel: Int? {
        switch kind {
        case .or: Level.or
        case .and: Level.and
        case .keyword(.in): Level.membership
        case .matches, .matchesNot: Level.match
        case .greater: redirects ? nil : Level.comparison
        case .less, .lessOrEqual, .equal, .unequal, .greaterOrEqual: Level.comparison
        case .pipe: isGetlineNext ? Level.pipe : nil
        case .plus, .minus: Level.sum
        case .star, .slash, .percent: Level.product
        case .number, .string, .dollar, .not, .openParenthesis, .name, .functionName, .builtin,
            .increment, .decrement:
            Level.join
        default: nil
        }
    }

    /// Whether the token behind the one in front of the parser is `getline`.
    var isGetlineNext: Bool {
        var ahead = lexer
        return (try? ahead.advance()) != nil && ahead.token.kind == .keyword(.getline)
    }

    private mutating func parseJunction(_ left: AwkNode, _ level: Int) throws -> AwkNode {
        let sign = kind
        return try beside { parser, links in
            var operands = [left]
            while parser.kind == sign {
                try parser.advance()
                try parser.skipNewlines()
                let operand = try parser.part(&links) { parser in
                    try parser.nested { try $0.parseBinary(level + 1) }
                }
                operands.append(operand)
            }
            return AwkJunction(operands, isAny: level == Level.or)
        }
    }

    private mutating func parseConcatenation(_ left: AwkNode) throws -> AwkNode {
        try beside { parser, links in
            var parts = [left]
            while parser.operatorLevel == Level.join {
                let next = try parser.part(&links) { parser in
                    try parser.nested { try $0.parseBinary(Level.sum) }
                }
                parts.append(next)
            }
            return AwkConcatenation(parts)
        }
    }

    private mutating func parseComparison(_ left: AwkNode) throws -> AwkNode {
        guard let comparison = token.comparison else { throw unexpected }
        try advance()
        let right = try nested { try $0.parseBinary(Level.pipe) }
        if manner == .gawk, operatorLevel == Level.comparison { throw unexpected }
        if let literal = right as? AwkTextLiteral, left is AwkFieldTarget || left is AwkRecordTarget
        {
            return AwkComparingText(comparison, left, literal.literal)
        }
        if let literal = right as? AwkNumberLiteral, let field = left as? AwkFieldTarget {
            return AwkComparingNumber(comparison, field, literal.literal)
        }
        if let literal = right as? AwkNumberLiteral {
            return AwkComparingLiteral(comparison, left, literal.literal)
        }
        return AwkComparing(comparison, left, right)
    }

    /// `!x`, `-x`, `+x` and what binds more tightly.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseUnary() throws -> AwkNode {
        switch kind {
        case .not:
            try advance()
            return AwkNegation(try nested { try $0.parseUnary() })
        case .minus, .plus:
            let isNegated = kind == .minus
            try advance()
            let operand = try nested { try $0.parseUnary() }
            if let literal = operand as? AwkNumberLiteral {
                return AwkNumberLiteral(isNegated ? -literal.literal : literal.literal)
            }
            return AwkSigned(isNegated: isNegated, operand)
        default: return try parsePower()
        }
    }

    private mutating func parsePower() throws -> AwkNode {
        let base = try parsePostfix()
        guard kind == .caret else { return base }
        try advance()
        return AwkArithmetic(.power, base, try nested { try $0.parseUnary() })
    }

    private mutating func parsePostfix() throws -> AwkNode {
        if kind == .increment || kind == .decrement {
            let operation: AwkOperator = kind == .increment ? .add : .subtract
            try advance()
            return AwkIncrement(try nested { try $0.parseTarget() }, operation, isPostfix: false)
        }
        let isGrouped = kind == .openParenthesis
        let node = try parsePrimary()
        guard !isGrouped, let target = node as? AwkTarget else { return node }
        if kind == .increment || kind == .decrement {
            let operation: AwkOperator = kind == .increment ? .add : .subtract
            try advance()
            return AwkIncrement(target, operation, isPostfix: true)
        }
        guard let assignment = token.assignment else { return target }
        try advance()
        try skipNewlines()
        let operand = try parseExpression()
        if let operation = assignment {
            return AwkAugmentedAssignment(target, operation, operand)
        }
        return Self.assignment(target, operand)
    }

    private static func assignment(_ target: AwkTarget, _ operand: AwkNode) -> AwkNode {
        guard let variable = target as? AwkSlotTarget, !(target is AwkSpecialTarget),
            let joined = operand as? AwkConcatenation,
            let first = joined.parts.elements.first as? AwkSlotTarget,
            type(of: first) == type(of: variable), first.slot == variable.slot
        else { return AwkAssignment(target, operand) }
        return AwkAppend(variable, AwkConcatenation(Array(joined.parts.elements.dropFirst())))
    }

    /// What can be assigned to: a variable, an element, a field.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseTarget() throws -> AwkTarget {
        guard kind == .name || kind == .dollar else { throw unexpected }
        guard let target = try parsePrimary() as? AwkTarget else { throw unexpected }
        return target
    }

    /// What `getline` may fill.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseOptionalTarget() throws -> AwkTarget? {
        kind == .name || kind == .dollar ? try nested { try $0.parseTarget() } : nil
    }

    /// The expression that a node is, as a regular expression.
    func pattern(_ node: AwkNode) -> AwkPattern {
        if let literal = node as? AwkExpressionLiteral { return literal.pattern }
        return AwkPattern(node)
    }
}
