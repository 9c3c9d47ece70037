/// Turns an expression into a tree by operator precedence, with a stack of its own, so that
/// neither a thousand parentheses nor a thousand signs use the native stack.
struct ArithmeticParser {
    /// An operand that was read and not yet emitted: what follows decides what is done to it.
    enum Operand {
        case constant(Int)
        case variable(Target)
        /// The value lies on the machine's stack.
        case emitted
    }

    /// What an assignment changes.
    struct Target {
        /// The number of the name.
        var symbol: Int
        /// The number of the subscript, for an array's element.
        var place: Int32?
    }

    /// An operator that waits for its right operand.
    struct Pending {
        enum Kind {
            case group
            /// Between `?` and `:`; `jump` goes to the other branch.
            case middle
            /// Behind the `:`; `jump` goes to the end.
            case otherwise
            case plus, minus, not, complement
            case binary(ArithmeticOperator)
            case and, or
            case assignment(ArithmeticOperator?)
        }

        var kind: Kind
        var precedence: Int
        /// Where an error of the operator is shown.
        var position = 0
        /// The number of the step that goes past the operand.
        var jump = 0
        /// What is assigned to, or in ash a left operand that is read after the right one.
        var target: Target?
    }

    /// Where the tokens come from.
    var lexer: ArithmeticLexer
    /// What is built.
    var tree: ArithmeticTree
    /// The operand read last.
    var operand = Operand.emitted
    /// The operators and brackets around it.
    var pending: [Pending] = []
    /// How many values lie on the machine's stack at this point.
    var height = 0
    /// Whether some step so far can be noticed from outside.
    var hasEffects = false
    /// How many subscripts stand around this expression.
    let level: Int

    /// The shell whose grammar is read.
    var dialect: ShellDialect { lexer.dialect }

    /// How deeply `a[a[a[…]]]` may nest; only subscripts recurse natively.
    static let greatestLevel = 64

    private init(_ text: [UInt8], dialect: ShellDialect, level: Int) {
        lexer = ArithmeticLexer(text, dialect: dialect)
        tree = ArithmeticTree(text: text)
        self.level = level
    }

    /// Parses an expression; `resolve` gives each name in it a number.
    ///
    /// An expression that is wrong behind something with an effect parses, and its evaluation
    /// throws after that effect, as in the shells.
    ///
    /// - Throws: `ArithmeticError` with the shell's words.
    /// - Complexity: O(length of the text), times the depth of subscripts.
    static func parse(
        _ text: [UInt8], dialect: ShellDialect, resolve: ([UInt8]) -> Int
    ) throws(ArithmeticError) -> ArithmeticTree {
        let tree = tree(text, dialect: dialect, level: 0, resolve: resolve)
        if tree.steps.count == 1, let failure = tree.failure { throw failure }
        return tree
    }

    /// The text without its double quotes: bash removes them from `$((…))`, `((…))` and
    /// subscripts (not from the text of a variable), and keeps what a backslash quotes.
    ///
    /// - Complexity: O(length of the text).
    static func removingQuotes(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(UInt8(ascii: "\"")) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var isQuoted = false
        for byte in text {
            if byte == UInt8(ascii: "\""), isQuoted {
                result.removeLast()
                result.append(byte)
            } else if byte != UInt8(ascii: "\"") {
                result.append(byte)
            }
            isQuoted = byte == UInt8(ascii: "\\") && !isQuoted
        }
        return result
    }

    /// The tree of an expression or of its failure.
    static func tree(
        _ text: [UInt8], dialect: ShellDialect, level: Int, resolve: ([UInt8]) -> Int
    ) -> ArithmeticTree {
        if level > greatestLevel {
            return ArithmeticTree(
                failing: ArithmeticError(kind: .tooDeep, text: text, position: 0))
        }
        var parser = ArithmeticParser(text, dialect: dialect, level: level)
        do throws(ArithmeticError) {
            try parser.run(resolve)
            return parser.tree
        } catch {
            guard parser.hasEffects else { return ArithmeticTree(failing: error) }
            parser.fail(error)
            return parser.tree
        }
    }

    private mutating func run(_ resolve: ([UInt8]) -> Int) throws(ArithmeticError) {
        var token = lexer.next(after: .operation)
        if case .end = token, dialect != .dash {
            tree = ArithmeticTree(constant: 0)
            return
        }
        while true {
            try readOperand(token, resolve)
            guard try readOperators() else { return }
            token = lexer.next(after: .operation)
        }
    }

    /// Reads signs, parentheses and the operand behind them.
    private mutating func readOperand(
        _ first: ArithmeticToken, _ resolve: ([UInt8]) -> Int
    ) throws(ArithmeticError) {
        var token = first
        while true {
            switch token {
            case .number(let value):
                operand = .constant(value)
                return
            case .name, .element:
                operand = .variable(target(token, resolve))
                return
            case .before(let isIncrement):
                let name = lexer.next(after: .operation)
                switch name {
                case .name, .element:
                    change(target(name, resolve), isIncrement: isIncrement, isAfter: false)
                    operand = .emitted
                    return
                case .broken(let kind): throw error(kind)
                default: throw error(.operandExpected)
                }
            case .open: push(.group, ArithmeticPrecedence.lowest)
            case .operation(.add): push(.plus, ArithmeticPrecedence.unary)
            case .operation(.subtract): push(.minus, ArithmeticPrecedence.unary)
            case .not: push(.not, ArithmeticPrecedence.unary)
            case .complement: push(.complement, ArithmeticPrecedence.unary)
            case .broken(let kind) where dialect == .bash: throw error(kind)
            default: throw error(.operandExpected)
            }
            token = lexer.next(after: .operation)
        }
    }

    /// The variable of a name token, with its subscript's own tree.
    private mutating func target(
        _ token: ArithmeticToken, _ resolve: ([UInt8]) -> Int
    ) -> Target {
        guard case .element(let nameEnd) = token else {
            return Target(symbol: resolve(Array(lexer.text[lexer.start..<lexer.end])))
        }
        let symbol = resolve(Array(lexer.text[lexer.start..<nameEnd]))
        let text = Array(lexer.text[(nameEnd &+ 1)..<(lexer.end &- 1)])
        let inner = Self.tree(
            Self.removingQuotes(text), dialect: dialect, level: level &+ 1, resolve: resolve)
        tree.subscripts.append(ArithmeticSubscript(text: text, tree: inner))
        return Target(symbol: symbol, place: Int32(truncatingIfNeeded: tree.subscripts.count &- 1))
    }

    /// Puts an operator on the stack.
    mutating func push(_ kind: Pending.Kind, _ precedence: Int) {
        pending.append(Pending(kind: kind, precedence: precedence))
    }

    /// An error at the token read last.
    func error(_ kind: ArithmeticError.Kind) -> ArithmeticError {
        var text = lexer.text
        switch kind {
        case .valueTooGreatForBase, .invalidBase, .invalidConstant, .invalidNumber:
            // bash shows the expression up to the end of the number.
            text.removeSubrange(lexer.end...)
        default: break
        }
        return ArithmeticError(kind: kind, text: text, position: lexer.errorPosition)
    }
}
