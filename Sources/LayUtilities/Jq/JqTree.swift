/// A value that a program is written with.
indirect enum JqConstant: Sendable {
    case null, no, yes
    case number(Double)
    case text([UInt8])
    case array([JqConstant])
    case object([(key: [UInt8], value: JqConstant)])

    /// How many constants lie in one another.
    var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let entries): 1 + (entries.map(\.value.depth).max() ?? 0)
        default: 0
        }
    }

    /// The value that it stands for.
    ///
    /// - Throws: what the host throws where there is no memory.
    func value(_ account: JqAccount) throws -> JqValue {
        switch self {
        case .null: return .null
        case .no: return .no
        case .yes: return .yes
        case .number(let number): return .number(number)
        case .text(let text): return .text(JqText.make(text, account))
        case .array(let elements):
            let array = try JqArray.make(capacity: elements.count, account)
            for element in elements { array.add(try element.value(account)) }
            return .array(array)
        case .object(let entries):
            var object = try JqObject.make(capacity: entries.count, account)
            for entry in entries {
                object = try JqObject.set(
                    consume object, JqText.make(entry.key, account), entry.value.value(account))
            }
            return .object(object)
        }
    }
}

/// Operations on two values.
enum JqOperator: Int, Sendable {
    case add, subtract, multiply, divide, modulo
    case equal, notEqual, less, greater, lessEqual, greaterEqual

    /// The operation that a sign stands for.
    init?(_ terminal: JqTerminal) {
        switch terminal {
        case .plus, .setPlus: self = .add
        case .minus, .setMinus: self = .subtract
        case .multiply, .setMultiply: self = .multiply
        case .divide, .setDivide: self = .divide
        case .modulo, .setModulo: self = .modulo
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .greater: self = .greater
        case .lessEqual: self = .lessEqual
        case .greaterEqual: self = .greaterEqual
        default: return nil
        }
    }
}

/// How `=` and its like change what they find.
enum JqUpdate: Sendable {
    case assign, modify, definedOr
    case compute(JqOperator)
}

/// An entry that makes part of an object.
struct JqEntryNode: Sendable {
    let key: Int
    /// Nil where the value is what the input has at the key.
    let value: Int?
}

/// A part of a program; numbers say which other ones it is made of.
enum JqNode: Sendable {
    case identity
    case constant(JqConstant)
    case variable([UInt8], JqSpan)
    case pipe(Int, Int)
    case comma([Int])
    case index(of: Int, Int, isOptional: Bool)
    case slice(of: Int, from: Int, to: Int, isOptional: Bool)
    case iterate(Int, isOptional: Bool)
    case binary(JqOperator, Int, Int)
    case negate(Int)
    case and(Int, Int)
    case or(Int, Int)
    case definedOr(Int, Int)
    case update(JqUpdate, Int, Int)
    case condition(Int, Int, Int)
    case attempt(Int, handler: Int?)
    case reduce(Int, patterns: [Int], start: Int, update: Int)
    case foreach(Int, patterns: [Int], start: Int, update: Int, extract: Int?)
    case bind(Int, patterns: [Int], body: Int)
    case label([UInt8], Int)
    case breakOut([UInt8], JqSpan)
    case define(Int, body: Int)
    case call([UInt8], [Int], JqSpan)
    case collect(Int)
    case object([JqEntryNode])
    case format([UInt8], Int)
}

/// What takes values apart into variables.
enum JqPattern: Sendable {
    case variable([UInt8])
    case array([Int])
    case object([JqPatternEntry])
}

/// An entry of a pattern for objects.
struct JqPatternEntry: Sendable {
    /// The part of the program that gives the key.
    let key: Int
    /// The variable that the whole value is put in too.
    let variable: [UInt8]?
    let pattern: Int?
}

/// A function that a program defines.
struct JqFunctionNode: Sendable {
    let name: [UInt8]
    let parameters: [[UInt8]]
    let body: Int
}

/// Another file that a program asks for.
struct JqImport: Sendable {
    let path: [UInt8]
    let alias: [UInt8]?
    let isData: Bool
    var meta: JqConstant?
}

/// A program as it was read.
struct JqTree: Sendable {
    var nodes: [JqNode] = []
    var patterns: [JqPattern] = []
    var functions: [JqFunctionNode] = []
    var imports: [JqImport] = []
    var meta: JqConstant?
    /// The main expression; nil for a library.
    var root: Int?
    /// The functions of a library.
    var definitions: [Int] = []
}
