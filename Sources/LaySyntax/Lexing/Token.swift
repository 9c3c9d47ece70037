/// The words of the language that are never names.
package enum Keyword: String, Sendable, CaseIterable {
    case and, assert, `break`, `catch`, `continue`, `defer`, `else`, `false`, fn, `for`, `if`, `in`
    case `is`, `let`, match, `nil`, not, or, `return`, `self`, `throw`, `true`, `try`, `var`,
        `while`
}

/// Operators and brackets, by their text.
package enum Punctuation: String, Sendable {
    case leftParen = "(", rightParen = ")", leftBracket = "[", rightBracket = "]"
    case leftBrace = "{", rightBrace = "}"
    case comma = ",", semicolon = ";", colon = ":", dot = ".", questionDot = "?.", question = "?"
    case arrow = "->", fatArrow = "=>", assign = "="
    case plusAssign = "+=", minusAssign = "-=", starAssign = "*=", slashAssign = "/="
    case floorAssign = "//=", percentAssign = "%=", powerAssign = "**="
    case ampersandAssign = "&=", barAssign = "|=", caretAssign = "^="
    case shiftLeftAssign = "<<=", shiftRightAssign = ">>=", coalesceAssign = "??="
    case plus = "+", minus = "-", star = "*", slash = "/", floor = "//", percent = "%", power = "**"
    case equal = "==", notEqual = "!=", less = "<", lessEqual = "<=", greater = ">"
    case greaterEqual = ">="
    case ampersand = "&", bar = "|", caret = "^", tilde = "~", shiftLeft = "<<", shiftRight = ">>"
    case pipe = "|>", coalesce = "??", halfOpen = "..<", ellipsis = "..."
}

/// The smallest piece of a source text.
package struct Token: Sendable {
    package enum Kind: Sendable, Equatable {
        case name(String)
        case keyword(Keyword)
        case punctuation(Punctuation)
        case int(Int64)
        case float(Double)
        case bytes([UInt8])
        /// A string: texts and interpolated stretches in turn.
        case string([StringPart])
        case end
    }

    package var kind: Kind
    package var span: Span
    /// True when a newline stands between the previous token and this one.
    package var newlineBefore = false
    /// The `##` comment lines directly above, joined.
    package var documentation: String?
}

/// A piece of a string literal.
package enum StringPart: Sendable, Equatable {
    case text(String)
    /// The tokens between `\(` and `)`, closed by `.end`.
    case interpolation([Token])
}

extension Token: Equatable {
    package static func == (left: Token, right: Token) -> Bool {
        left.kind == right.kind && left.span == right.span
    }

    /// How a message names the token: `'+='`, `end of file`, `name 'x'`.
    package var described: String {
        switch kind {
        case .name(let name): "'\(name)'"
        case .keyword(let word): "'\(word.rawValue)'"
        case .punctuation(let mark): "'\(mark.rawValue)'"
        case .int(let value): "number \(value)"
        case .float(let value): "number \(value)"
        case .bytes, .string: "string"
        case .end: "end of file"
        }
    }
}
