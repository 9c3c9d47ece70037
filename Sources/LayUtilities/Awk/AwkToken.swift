/// One word of a program.
struct AwkToken {
    /// What the word is.
    enum Kind: Hashable {
        case end, newline, semicolon, comma
        case openBrace, closeBrace, openParenthesis, closeParenthesis, openBracket, closeBracket
        case plus, minus, star, slash, percent, caret
        case not, and, or, question, colon, pipe, append, dollar, increment, decrement, at
        case matches, matchesNot
        case less, lessOrEqual, equal, unequal, greater, greaterOrEqual
        case assign, addAssign, subtractAssign, multiplyAssign, divideAssign, remainderAssign
        case powerAssign
        case number, string, expression
        /// A name, and one with its parenthesis right behind it.
        case name, functionName
        case builtin(AwkBuiltin)
        case keyword(Keyword)
    }

    /// Words with a meaning of their own.
    enum Keyword: String, Hashable, CaseIterable {
        case begin = "BEGIN"
        case end = "END"
        case beginFile = "BEGINFILE"
        case endFile = "ENDFILE"
        case function, `func`, `if`, `else`, `while`, `for`, `do`, `break`, `continue`, `next`
        case nextfile, exit, `return`, delete, `in`, getline, print, printf
        case `switch`, `case`, `default`
    }

    var kind = Kind.end
    /// The bytes of a name, a string with its escapes resolved, a regular expression.
    var text: [UInt8] = []
    var number = 0.0
    /// Where the token begins and ends in the source.
    var range = 0..<0
    var line = 1

    /// How an assignment computes, where the token is one; nil inside for `=`.
    var assignment: AwkOperator?? {
        switch kind {
        case .assign: .some(nil)
        case .addAssign: .add
        case .subtractAssign: .subtract
        case .multiplyAssign: .multiply
        case .divideAssign: .divide
        case .remainderAssign: .remainder
        case .powerAssign: .power
        default: nil
        }
    }

    /// What a comparison asks, where the token is one.
    var comparison: AwkComparison? {
        switch kind {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .equal: .equal
        case .unequal: .unequal
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }
}

/// The functions that the language has.
enum AwkBuiltin: String, Hashable, CaseIterable {
    case length, substr, index, split, sub, gsub, match, sprintf, sin, cos, atan2, exp, log, sqrt
    case int, rand, srand, tolower, toupper, system, close, fflush
    case gensub, patsplit, strftime, systime, mktime, asort, asorti, and, or, xor, lshift, rshift
    case compl, strtonum, isarray, typeof

    /// Whether only gawk has it.
    var isExtension: Bool {
        switch self {
        case .gensub, .patsplit, .strftime, .systime, .mktime, .asort, .asorti, .and, .or, .xor,
            .lshift, .rshift, .compl, .strtonum, .isarray, .typeof:
            true
        default: false
        }
    }

    /// The least and most arguments.
    var arity: ClosedRange<Int> {
        switch self {
        case .length, .srand, .fflush: 0...1
        case .substr: 2...3
        case .index, .atan2, .lshift, .rshift: 2...2
        case .split, .patsplit: 2...4
        case .sub, .gsub: 2...3
        case .match: 2...3
        case .sprintf: 1...Int.max
        case .rand, .systime: 0...0
        case .gensub: 3...4
        case .strftime: 0...3
        case .mktime: 1...2
        case .asort, .asorti: 1...3
        case .and, .or, .xor: 2...Int.max
        case .close: 1...2
        default: 1...1
        }
    }
}
