/// The words of the language, in the order in which the grammar names them.
enum JqTerminal: Int, Sendable, CaseIterable {
    case end, error, undefined, invalid
    case ident, field, literal, format, recurse, setModulo, equal, notEqual, definedOr
    case `as`, def, module, `import`, include, `if`, then, `else`, elif, reduce, foreach, endWord
    case and, or, `try`, `catch`, label, `break`, location
    case setPipe, setPlus, setMinus, setMultiply, setDivide, setDefinedOr, lessEqual
    case greaterEqual, alternation
    case quoteStart, quoteText, interpolationStart, interpolationEnd, quoteEnd
    case definition, pipe, comma, assign, less, greater, plus, minus, multiply, divide, modulo
    case nonOptional, optional
    case semicolon, open, close, dollar, colon, dot, openBracket, closeBracket, openBrace
    case closeBrace

    /// What messages call it.
    var name: String { Self.names[rawValue] }

    private static let names: [String] = [
        "$end", "error", "$undefined", "INVALID_CHARACTER",
        "IDENT", "FIELD", "LITERAL", "FORMAT", "..", "%=", "==", "!=", "//",
        "as", "def", "module", "import", "include", "if", "then", "else", "elif", "reduce",
        "foreach", "end", "and", "or", "try", "catch", "label", "break", "__loc__",
        "|=", "+=", "-=", "*=", "/=", "//=", "<=", ">=", "?//",
        "QQSTRING_START", "QQSTRING_TEXT", "QQSTRING_INTERP_START", "QQSTRING_INTERP_END",
        "QQSTRING_END",
        "FUNCDEF", "'|'", "','", "'='", "'<'", "'>'", "'+'", "'-'", "'*'", "'/'", "'%'",
        "NONOPT", "'?'", "';'", "'('", "')'", "'$'", "':'", "'.'", "'['", "']'", "'{'", "'}'",
    ]

    /// Words that look like names.
    static let keywords: [String: JqTerminal] = [
        "as": .as, "import": .import, "include": .include, "module": .module, "def": .def,
        "if": .if, "then": .then, "else": .else, "elif": .elif, "and": .and, "or": .or,
        "end": .endWord, "reduce": .reduce, "foreach": .foreach, "try": .try, "catch": .catch,
        "label": .label, "break": .break, "__loc__": .location,
    ]

    /// Signs, longer ones before those that they begin with.
    static let signs: [(text: [UInt8], terminal: JqTerminal)] = spellings.map {
        (Array($0.text.utf8), $0.terminal)
    }

    private static let spellings: [(text: String, terminal: JqTerminal)] = [
        ("?//", .alternation), ("//=", .setDefinedOr), ("!=", .notEqual), ("==", .equal),
        ("//", .definedOr), ("|=", .setPipe), ("+=", .setPlus), ("-=", .setMinus),
        ("*=", .setMultiply), ("/=", .setDivide), ("%=", .setModulo), ("<=", .lessEqual),
        (">=", .greaterEqual), ("..", .recurse), (".", .dot), ("?", .optional), ("=", .assign),
        (";", .semicolon), (",", .comma), (":", .colon), ("|", .pipe), ("+", .plus),
        ("-", .minus), ("*", .multiply), ("/", .divide), ("%", .modulo), ("$", .dollar),
        ("<", .less), (">", .greater),
    ]
}

/// Bytes of a program.
struct JqSpan: Sendable {
    var start: Int
    var end: Int
}

/// A word of a program.
struct JqToken {
    let terminal: JqTerminal
    /// The name, the text, the digits.
    var text: [UInt8] = []
    /// What is wrong with it.
    var mistake: String?
    let span: JqSpan
}
