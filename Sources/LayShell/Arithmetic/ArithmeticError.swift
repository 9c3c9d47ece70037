/// Why an arithmetic expression has no value, with what the shells print about it.
struct ArithmeticError: Error, Sendable, Equatable {
    /// The rule that was broken.
    enum Kind: Sendable, Equatable {
        case operandExpected
        case expressionExpected
        case invalidOperator
        case unexpected
        case colonExpected
        case parenthesisExpected
        case assignmentToNonVariable
        case incrementOfValue
        case decrementOfValue
        case divisionByZero
        case exponentBelowZero
        case valueTooGreatForBase
        case invalidBase
        case invalidConstant
        case invalidNumber
        case badSubscript
        case tooDeep
    }

    /// The rule that was broken.
    var kind: Kind
    /// The whole expression as it was parsed.
    var text: [UInt8]
    /// Where in `text` the token starts that bash names.
    var position: Int

    /// The words that the shell prints after its own name and line, without a newline.
    ///
    /// - Complexity: O(length of the expression).
    func message(_ dialect: ShellDialect) -> [UInt8] {
        var message: [UInt8] = []
        switch dialect {
        case .dash:
            append("arithmetic expression: ", to: &message)
            append(dashWords, to: &message)
            append(": \"", to: &message)
            message += text
            append("\"", to: &message)
        case .ash:
            append(ashWords, to: &message)
        case .bash:
            message += text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            append(": ", to: &message)
            append(bashWords, to: &message)
            append(" (error token is \"", to: &message)
            message += text.dropFirst(position)
            append("\")", to: &message)
        }
        return message
    }

    private var dashWords: StaticString {
        switch kind {
        case .operandExpected, .expressionExpected: "expecting primary"
        case .colonExpected: "expecting ':'"
        case .parenthesisExpected: "expecting ')'"
        case .divisionByZero: "division by zero"
        default: "expecting EOF"
        }
    }

    private var ashWords: StaticString {
        switch kind {
        case .divisionByZero: "divide by zero"
        case .exponentBelowZero: "exponent less than 0"
        case .colonExpected: "malformed ?: operator"
        default: "arithmetic syntax error"
        }
    }

    private var bashWords: StaticString {
        switch kind {
        case .operandExpected: "syntax error: operand expected"
        case .expressionExpected: "expression expected"
        case .invalidOperator: "syntax error: invalid arithmetic operator"
        case .unexpected: "syntax error in expression"
        case .colonExpected: "`:' expected for conditional expression"
        case .parenthesisExpected: "missing `)'"
        case .assignmentToNonVariable: "attempted assignment to non-variable"
        case .incrementOfValue: "++: assignment requires lvalue"
        case .decrementOfValue: "--: assignment requires lvalue"
        case .divisionByZero: "division by 0"
        case .exponentBelowZero: "exponent less than 0"
        case .valueTooGreatForBase: "value too great for base"
        case .invalidBase: "invalid arithmetic base"
        case .invalidConstant: "invalid integer constant"
        case .invalidNumber: "invalid number"
        case .badSubscript: "bad array subscript"
        case .tooDeep: "expression recursion level exceeded"
        }
    }

    private func append(_ words: StaticString, to message: inout [UInt8]) {
        words.withUTF8Buffer { message += $0 }
    }
}
