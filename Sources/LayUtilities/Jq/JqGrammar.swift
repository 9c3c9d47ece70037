/// What a rule of the grammar makes.
enum JqAction: Sendable {
    case program, library, none, first, second, module, imports, functions
    case define, bind, reduce, foreach, foreachOnly, condition, conditionOnly, conditionError
    case tryCatch, tryOnly, catchError, label, optional, update, or, and, definedOr, pipe, comma
    case binary, negate
    case importItem, importMeta, importData, importCode, includeCode, importFrom
    case function, functionWithParameters, parameter, moreParameters, valueParameter, list, more
    case text, formattedText, emptyText, textPiece, interpolation
    case elseIf, elseBody, noElse
    case identity, recurse, breakOut, breakError
    case fieldOf, field, dotText, dotTextOf, fieldError, indexOf, iterate
    case sliceBoth, sliceFrom, sliceTo
    case constant, format, collect, emptyArray, object, location, variable, name, call
    case nothing, group
    case patternList, variablePattern, arrayPattern, objectPattern
    case shortPattern, boundPattern, namedPattern, textPattern, computedPattern, patternError
    case keyword, noEntries, oneEntry, moreEntries, entry, textEntry, shortText, shortVariable
    case shortName, computedEntry, entryError
}

/// A rule: what it makes of which parts.
struct JqRule: Sendable {
    let left: String
    let right: [String]
    let action: JqAction
    /// The word whose precedence it has, where that is not its last one's.
    let precedence: JqTerminal?

    init(_ left: String, _ right: String, _ action: JqAction, _ precedence: JqTerminal? = nil) {
        self.left = left
        self.right = right.utf8.split(separator: 32).map { String(Substring($0)) }
        self.action = action
        self.precedence = precedence
    }
}

/// The grammar of the language: names that begin with a capital and a small letter are its parts.
enum JqGrammar {
    /// How words bind, from the loosest to the tightest.
    static let precedences: [(JqAutomaton.Association, [JqTerminal])] = [
        (.none, [.definition]), (.right, [.pipe]), (.left, [.comma]), (.right, [.definedOr]),
        (
            .never,
            [
                .assign, .setPipe, .setPlus, .setMinus, .setMultiply, .setDivide, .setModulo,
                .setDefinedOr,
            ]
        ),
        (.left, [.or]), (.left, [.and]),
        (.never, [.notEqual, .equal, .less, .greater, .lessEqual, .greaterEqual]),
        (.left, [.plus, .minus]), (.left, [.multiply, .divide, .modulo]), (.none, [.nonOptional]),
        (.none, [.optional]), (.none, [.try]), (.none, [.catch]),
    ]

    static let rules: [JqRule] =
        programRules + expressionRules + functionRules + termRules
        + patternRules + objectRules

    private static let programRules = [
        JqRule("TopLevel", "Module Imports Exp", .program),
        JqRule("TopLevel", "Module Imports FuncDefs", .library),
        JqRule("Module", "", .none),
        JqRule("Module", "module Exp ;", .module),
        JqRule("Imports", "", .none),
        JqRule("Imports", "Import Imports", .imports),
        JqRule("FuncDefs", "", .none),
        JqRule("FuncDefs", "FuncDef FuncDefs", .functions),
    ]

    private static let expressionRules =
        [
            JqRule("Exp", "FuncDef Exp", .define, .definition),
            JqRule("Exp", "Term as Patterns | Exp", .bind),
            JqRule("Exp", "reduce Term as Patterns ( Exp ; Exp )", .reduce),
            JqRule("Exp", "foreach Term as Patterns ( Exp ; Exp ; Exp )", .foreach),
            JqRule("Exp", "foreach Term as Patterns ( Exp ; Exp )", .foreachOnly),
            JqRule("Exp", "if Exp then Exp ElseBody", .condition),
            JqRule("Exp", "if Exp then error", .conditionError),
            JqRule("Exp", "try Exp catch Exp", .tryCatch),
            JqRule("Exp", "try Exp", .tryOnly),
            JqRule("Exp", "try Exp catch error", .catchError),
            JqRule("Exp", "label $ IDENT | Exp", .label),
            JqRule("Exp", "Exp ?", .optional),
            JqRule("Exp", "Exp = Exp", .update),
            JqRule("Exp", "Exp or Exp", .or),
            JqRule("Exp", "Exp and Exp", .and),
            JqRule("Exp", "Exp // Exp", .definedOr),
            JqRule("Exp", "Exp //= Exp", .update),
            JqRule("Exp", "Exp |= Exp", .update),
            JqRule("Exp", "Exp | Exp", .pipe),
            JqRule("Exp", "Exp , Exp", .comma),
            JqRule("Exp", "Exp + Exp", .binary),
            JqRule("Exp", "Exp += Exp", .update),
            JqRule("Exp", "- Exp", .negate),
        ]
        + ["-", "*", "/", "%"].flatMap {
            [
                JqRule("Exp", "Exp \($0) Exp", .binary),
                JqRule("Exp", "Exp \($0)= Exp", .update),
            ]
        }
        + ["==", "!=", "<", ">", "<=", ">="].map { JqRule("Exp", "Exp \($0) Exp", .binary) }
        + [
            JqRule("Exp", "Term", .first),
            JqRule("ElseBody", "elif Exp then Exp ElseBody", .elseIf),
            JqRule("ElseBody", "else Exp end", .elseBody),
            JqRule("ElseBody", "end", .noElse),
        ]

    private static let functionRules = [
        JqRule("Import", "ImportWhat ;", .importItem),
        JqRule("Import", "ImportWhat Exp ;", .importMeta),
        JqRule("ImportWhat", "import ImportFrom as $ IDENT", .importData),
        JqRule("ImportWhat", "import ImportFrom as IDENT", .importCode),
        JqRule("ImportWhat", "include ImportFrom", .includeCode),
        JqRule("ImportFrom", "String", .importFrom),
        JqRule("FuncDef", "def IDENT : Exp ;", .function),
        JqRule("FuncDef", "def IDENT ( Params ) : Exp ;", .functionWithParameters),
        JqRule("Params", "Param", .list),
        JqRule("Params", "Params ; Param", .moreParameters),
        JqRule("Param", "$ IDENT", .valueParameter),
        JqRule("Param", "IDENT", .parameter),
        JqRule("String", "QQSTRING_START QQString QQSTRING_END", .text),
        JqRule("String", "FORMAT QQSTRING_START QQString QQSTRING_END", .formattedText),
        JqRule("QQString", "", .emptyText),
        JqRule("QQString", "QQString QQSTRING_TEXT", .textPiece),
        JqRule(
            "QQString", "QQString QQSTRING_INTERP_START Exp QQSTRING_INTERP_END", .interpolation),
        JqRule("ExpD", "ExpD | ExpD", .pipe),
        JqRule("ExpD", "- ExpD", .negate),
        JqRule("ExpD", "Term", .first),
    ]

    private static let termRules = [
        JqRule("Term", ".", .identity),
        JqRule("Term", "..", .recurse),
        JqRule("Term", "break $ IDENT", .breakOut),
        JqRule("Term", "break error", .breakError),
        JqRule("Term", "Term FIELD ?", .fieldOf),
        JqRule("Term", "FIELD ?", .field),
        JqRule("Term", "Term . String ?", .dotTextOf),
        JqRule("Term", ". String ?", .dotText),
        JqRule("Term", "Term FIELD", .fieldOf, .nonOptional),
        JqRule("Term", "FIELD", .field, .nonOptional),
        JqRule("Term", "Term . String", .dotTextOf, .nonOptional),
        JqRule("Term", ". String", .dotText, .nonOptional),
        JqRule("Term", ". error", .fieldError),
        JqRule("Term", ". IDENT error", .fieldError),
        JqRule("Term", "Term [ Exp ] ?", .indexOf),
        JqRule("Term", "Term [ Exp ]", .indexOf, .nonOptional),
        JqRule("Term", "Term [ ] ?", .iterate),
        JqRule("Term", "Term [ ]", .iterate, .nonOptional),
        JqRule("Term", "Term [ Exp : Exp ] ?", .sliceBoth),
        JqRule("Term", "Term [ Exp : ] ?", .sliceFrom),
        JqRule("Term", "Term [ : Exp ] ?", .sliceTo),
        JqRule("Term", "Term [ Exp : Exp ]", .sliceBoth, .nonOptional),
        JqRule("Term", "Term [ Exp : ]", .sliceFrom, .nonOptional),
        JqRule("Term", "Term [ : Exp ]", .sliceTo, .nonOptional),
        JqRule("Term", "LITERAL", .constant),
        JqRule("Term", "String", .first),
        JqRule("Term", "FORMAT", .format),
        JqRule("Term", "( Exp )", .group),
        JqRule("Term", "[ Exp ]", .collect),
        JqRule("Term", "[ ]", .emptyArray),
        JqRule("Term", "{ MkDict }", .object),
        JqRule("Term", "$ __loc__", .location),
        JqRule("Term", "$ IDENT", .variable),
        JqRule("Term", "IDENT", .name),
        JqRule("Term", "IDENT ( Args )", .call),
        JqRule("Term", "( error )", .nothing),
        JqRule("Term", "[ error ]", .nothing),
        JqRule("Term", "Term [ error ]", .first),
        JqRule("Term", "{ error }", .nothing),
        JqRule("Args", "Arg", .list),
        JqRule("Args", "Args ; Arg", .more),
        JqRule("Arg", "Exp", .first),
    ]

    private static let patternRules =
        [
            JqRule("RepPatterns", "RepPatterns ?// Pattern", .patternList),
            JqRule("RepPatterns", "Pattern", .list),
            JqRule("Patterns", "RepPatterns ?// Pattern", .patternList),
            JqRule("Patterns", "Pattern", .list),
            JqRule("Pattern", "$ IDENT", .variablePattern),
            JqRule("Pattern", "[ ArrayPats ]", .arrayPattern),
            JqRule("Pattern", "{ ObjPats }", .objectPattern),
            JqRule("ArrayPats", "Pattern", .list),
            JqRule("ArrayPats", "ArrayPats , Pattern", .more),
            JqRule("ObjPats", "ObjPat", .list),
            JqRule("ObjPats", "ObjPats , ObjPat", .more),
            JqRule("ObjPat", "$ IDENT", .shortPattern),
            JqRule("ObjPat", "$ IDENT : Pattern", .boundPattern),
            JqRule("ObjPat", "IDENT : Pattern", .namedPattern),
            JqRule("ObjPat", "Keyword : Pattern", .namedPattern),
            JqRule("ObjPat", "String : Pattern", .textPattern),
            JqRule("ObjPat", "( Exp ) : Pattern", .computedPattern),
            JqRule("ObjPat", "error : Pattern", .patternError),
        ]
        + [
            "as", "def", "module", "import", "include", "if", "then", "else", "elif", "reduce",
            "foreach", "end", "and", "or", "try", "catch", "label", "break", "__loc__",
        ].map { JqRule("Keyword", $0, .keyword) }

    private static let objectRules = [
        JqRule("MkDict", "", .noEntries),
        JqRule("MkDict", "MkDictPair", .oneEntry),
        JqRule("MkDict", "MkDictPair , MkDict", .moreEntries),
        JqRule("MkDict", "error , MkDict", .entryError),
        JqRule("MkDictPair", "IDENT : ExpD", .entry),
        JqRule("MkDictPair", "Keyword : ExpD", .entry),
        JqRule("MkDictPair", "String : ExpD", .textEntry),
        JqRule("MkDictPair", "String", .shortText),
        JqRule("MkDictPair", "$ IDENT", .shortVariable),
        JqRule("MkDictPair", "IDENT", .shortName),
        JqRule("MkDictPair", "( Exp ) : ExpD", .computedEntry),
        JqRule("MkDictPair", "error : ExpD", .entryError),
    ]

    /// The words by how the rules above write them.
    static let terminals: [String: JqTerminal] = {
        var found: [String: JqTerminal] = [:]
        for terminal in JqTerminal.allCases {
            let name = terminal.name
            // A sign stands in quotes in messages only.
            let isSign = name.utf8.count == 3 && name.utf8.first == UInt8(ascii: "'")
            found[isSign ? String(Substring(name.utf8.dropFirst().dropLast())) : name] = terminal
        }
        return found
    }()
}
