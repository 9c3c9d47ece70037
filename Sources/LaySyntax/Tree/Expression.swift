/// An expression with its place.
package final class Expression: Sendable {
    package let kind: Kind
    package let span: Span
    /// True when statements stand somewhere inside, so that evaluating it may change variables.
    package let holdsStatements: Bool

    /// It stands in parentheses of its own: `(x.f)(1)` calls a field's function, no method.
    package let isParenthesised: Bool

    package init(
        _ kind: Kind, _ span: Span, holdsStatements: Bool = false, isParenthesised: Bool = false
    ) {
        self.isParenthesised = isParenthesised
        self.kind = kind
        self.span = span
        self.holdsStatements = holdsStatements
    }

    deinit { Remains.keep(.expression(kind)) }

    package enum Kind: Sendable {
        case `nil`
        case bool(Bool)
        case int(Int64)
        case float(Double)
        case bytes([UInt8])
        /// `"a\(b)c"`; one text part or none for a plain string.
        case string([StringSegment])
        case name(String)
        case `self`
        /// `[a, ...b]`
        case list([Element])
        /// `{a: 1, [k]: 2, ...m}`
        case map([MapItem])
        /// `a..<b`, `a...b` and the open forms.
        case range(lower: Expression?, upper: Expression?, isClosed: Bool)
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        /// `a ** b ** c …`, many of them, evaluated in order and combined from the right.
        case powers([Expression])
        case and(Expression, Expression)
        case or(Expression, Expression)
        case not(Expression)
        /// `a ?? b`
        case coalesce(Expression, Expression)
        /// `x is image | nil`
        case isType(Expression, TypeName)
        /// `f(a, name: b, ...c) { trailing }`
        case call(Expression, [Argument])
        /// `a.b`; `isOptional` for `a?.b`
        case member(Expression, String, nameSpan: Span, isOptional: Bool)
        case index(Expression, Expression)
        /// The end of a chain that holds `?.` or `?[`: what a skipped link jumps to.
        case optionalChain(Expression)
        /// What stands before `?[`: a nil leaves the chain around.
        case present(Expression)
        /// A chain that leans to the left (`a + b + …`, `x.f().g()…`), cut into pieces, so that it
        /// makes no tree deeper than its brackets: at the left end of each piece but the first
        /// stands `.previous`.
        case chain([Expression])
        /// The value of the chain's piece before this one; evaluated once, and first.
        case previous
        case function(Function)
        case block(Block)
        /// Arms in turn, then the `else` block.
        case `if`([IfArm], otherwise: Block?)
        case match(Expression, [MatchArm])
        case `try`(Block, [CatchClause])
        /// `try? e`
        case attempt(Expression)
        case `throw`(Expression)
        case `return`(Expression?)
        case `break`(String?)
        case `continue`(String?)
    }

    /// What is evaluated last: of a chain its last piece.
    package var outermost: Expression {
        if case .chain(let pieces) = kind, let last = pieces.last { return last }
        return self
    }
}

/// A piece of a string literal: text or an interpolated expression.
package enum StringSegment: Sendable {
    case text(String)
    case value(Expression)
}

/// An element of a list literal.
package struct Element: Sendable {
    package let value: Expression
    /// True for `...xs`.
    package let isSpread: Bool
}

/// An entry of a map literal.
package enum MapItem: Sendable {
    case entry(key: Expression, value: Expression)
    case spread(Expression)
}

/// An argument of a call.
package struct Argument: Sendable {
    package let label: String?
    package let value: Expression
    package let isSpread: Bool
    package let span: Span
    /// It is a block behind the call: the last parameter's, whatever was left out before it.
    package var isTrailing = false
    /// It stands in front of `|>`.
    package var isPiped = false

    init(
        label: String?, value: Expression, isSpread: Bool, span: Span, isTrailing: Bool = false,
        isPiped: Bool = false
    ) {
        self.label = label
        self.value = value
        self.isSpread = isSpread
        self.span = span
        self.isTrailing = isTrailing
        self.isPiped = isPiped
    }

    /// An argument by its place alone.
    package init(_ value: Expression) {
        self.init(label: nil, value: value, isSpread: false, span: value.span)
    }
}

package enum UnaryOperator: String, Sendable {
    case minus = "-", complement = "~"
}

package enum BinaryOperator: String, Sendable {
    case add = "+", subtract = "-", multiply = "*", divide = "/", floorDivide = "//"
    case remainder = "%", power = "**"
    case equal = "==", notEqual = "!=", less = "<", lessEqual = "<=", greater = ">"
    case greaterEqual = ">="
    case `in` = "in"
    case bitAnd = "&", bitOr = "|", bitXor = "^", shiftLeft = "<<", shiftRight = ">>"

    /// True for operators that give a `bool` from two values.
    package var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in: true
        default: false
        }
    }
}

/// One condition of an `if` chain with its block.
package struct IfArm: Sendable {
    package let condition: Condition
    package let body: Block
}

/// What `if` and `while` test.
package enum Condition: Sendable {
    case test(Expression)
    /// `if let v = e`: true when the value is not `nil` and the pattern fits.
    case binding(Pattern, Expression)
}

/// `pattern if guard => body`
package struct MatchArm: Sendable {
    package let pattern: Pattern
    package let condition: Expression?
    package let body: Expression
}

/// `catch A | B as e { }`
package struct CatchClause: Sendable {
    /// The kinds it takes; empty for all.
    package let kinds: [String]
    package let name: String?
    package let nameSpan: Span
    package let body: Block
}
