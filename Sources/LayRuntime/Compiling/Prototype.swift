internal import LaySyntax

/// A constant of a function.
enum Constant: Hashable, Sendable {
    case bool(Bool)
    case int(Int64)
    case float(UInt64)
    case string(String)
    case bytes([UInt8])
    /// How the arguments of a call are given: for each a label, `nil`, or a spread.
    case shape([ArgumentShape])
    /// Types that a value may have.
    case types(TypeShape)
    /// Names: error kinds, fields, methods.
    case names([String])
    /// What a failed `assert` shows.
    case assertion(String, parts: [String], computed: [String])
    case record(RecordShape)
    case methods([MethodShape])
}

enum ArgumentShape: Hashable, Sendable {
    case positional
    case named(String)
    case spread
    /// A block behind the call.
    case trailing
}

/// The types of a value as the code names them.
struct TypeShape: Hashable, Sendable {
    var references: [TypeReference]
    /// As they are written.
    var text: String
    /// The variable or field that has them.
    var name: String?

    /// The machine's slots that it reads.
    var slots: [Int] { references.flatMap(\.slots) }
}

enum TypeReference: Hashable, Sendable {
    /// A word of the language: `nil`, `any`, `fn`.
    case named(String)
    case global(Int, String)
    /// What the module in a slot offers.
    case member(Int, module: String, String)
    case list(TypeShape)
    case map(TypeShape, TypeShape)

    var slots: [Int] {
        switch self {
        case .named: []
        case .global(let slot, _), .member(let slot, _, _): [slot]
        case .list(let element): element.slots
        case .map(let key, let value): key.slots + value.slots
        }
    }
}

struct RecordShape: Hashable, Sendable {
    var name: String
    var fields: [String]
    /// Fields whose values are tested.
    var typed: Set<String>
    /// The constructor takes every field and checks none.
    var isPlain: Bool
    var documentation: String?
}

struct MethodShape: Hashable, Sendable {
    var name: String
    var isMutating: Bool
}

/// How a function may be called.
struct Signature: Hashable, Sendable {
    struct Parameter: Hashable, Sendable {
        var name: String
        var isOptional: Bool
        /// The type as it was written, for the signature's text.
        var type: String?
        /// What it is when it is left out, where that is known; `nil` is told by a question mark.
        var standard: String?
    }

    var parameters: [Parameter] {
        didSet { count = parameters.count }
    }
    /// How many parameters there are.
    private(set) var count: Int
    /// True when the last parameter takes all further arguments.
    var hasRest: Bool
    /// How many parameters in front of that last one are given by their labels alone.
    var labelled = 0

    /// More parameters than this come in a list, in the register behind the receiver's.
    static let widest = 100

    var isWide: Bool { count > Self.widest }

    init(parameters: [Parameter], hasRest: Bool) {
        self.parameters = parameters
        self.hasRest = hasRest
        count = parameters.count
    }

    /// The signature of a function as it was written; without a receiver.
    init(of parameters: [LaySyntax.Parameter]) {
        self.init(
            parameters: parameters.map {
                Parameter(
                    name: $0.name ?? "_", isOptional: $0.standard != nil || $0.isRest,
                    type: $0.type?.text)
            },
            hasRest: parameters.last?.isRest == true)
    }

    var required: Int { parameters.count { !$0.isOptional } - (hasRest ? 1 : 0) }

    /// `name(a, b: int, c?: string, d = …, rest...)`
    func text(_ name: String, skippingReceiver: Bool = false) -> String {
        var written = Array(parameters.enumerated())
        if labelled > 0, let rest = written.popLast() {
            written.insert(rest, at: written.count - labelled)
        }
        let shown = written.dropFirst(skippingReceiver ? 1 : 0).map { index, parameter in
            let isRest = hasRest && index == parameters.count - 1
            var text = parameter.name
            if parameter.standard == "nil" { text += "?" }
            if let type = parameter.type { text += ": \(type)" }
            if isRest { return text + "..." }
            if parameter.isOptional, parameter.standard != "nil" {
                text += " = \(parameter.standard ?? "…")"
            }
            return text
        }
        return "\(name.isEmpty ? "fn" : name)(\(shown.joined(separator: ", ")))"
    }
}

/// Finds parameters by their names, quickly also where there are many.
struct ParameterIndex {
    private let parameters: ArraySlice<Signature.Parameter>
    private var places: [String: Int] = [:]

    init(_ parameters: ArraySlice<Signature.Parameter>) {
        self.parameters = parameters
        if parameters.count <= 16 { return }
        for (place, parameter) in zip(parameters.indices, parameters) {
            places[parameter.name] = places[parameter.name] ?? place
        }
    }

    subscript(name: String) -> Int? {
        places.isEmpty ? parameters.firstIndex { $0.name == name } : places[name]
    }
}

/// A compiled function: immutable, so that several machines may share it.
package final class Prototype: Sendable {
    let name: String
    let source: SourceText
    let signature: Signature
    let isMutating: Bool
    /// The receiver is the first parameter.
    let isMethod: Bool
    let code: [UInt32]
    let constants: [Constant]
    let functions: [Prototype]
    /// For each upvalue a register of the enclosing function, `~index` of its upvalue, or
    /// `(slot + 1) << 8 | register` for a slot of the list in that register.
    let upvalues: [Int32]
    let registerCount: Int
    /// Where registers are owned: what an error that passes through has to release.
    let owned: [OwnedRange]
    let handlers: [Handler]
    /// The place of each instruction: the last entry at or before a word holds for it.
    let places: [(word: UInt32, span: Span)]
    let documentation: String?

    init(
        name: String, source: SourceText, signature: Signature, isMutating: Bool, isMethod: Bool,
        code: [UInt32], constants: [Constant], functions: [Prototype], upvalues: [Int32],
        registerCount: Int, owned: [OwnedRange], handlers: [Handler],
        places: [(word: UInt32, span: Span)], documentation: String?
    ) {
        self.name = name
        self.source = source
        self.signature = signature
        self.isMutating = isMutating
        self.isMethod = isMethod
        self.code = code
        self.constants = constants
        self.functions = functions
        self.upvalues = upvalues
        self.registerCount = registerCount
        self.owned = owned
        self.handlers = handlers
        self.places = places
        self.documentation = documentation
    }

    /// Stands where a finished program's function was.
    static let none = Prototype(
        name: "", source: SourceText(name: "", text: ""), signature: Signature(of: []),
        isMutating: false, isMethod: false, code: [], constants: [], functions: [], upvalues: [],
        registerCount: 0, owned: [], handlers: [], places: [], documentation: nil)

    /// The place in the source of the instruction that holds `word`.
    func span(at word: Int) -> Span {
        var low = 0
        var high = places.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(places[middle].word) <= word { low = middle } else { high = middle }
        }
        return places.isEmpty ? Span(0, 0) : places[low].span
    }
}

/// A register is owned while the machine is at a word of the range.
struct OwnedRange: Sendable {
    var register: UInt8
    var start: Int32
    var end: Int32

    func contains(_ word: Int) -> Bool { Int(start) <= word && word < Int(end) }
}

/// Errors thrown at words of the ranges go on at `target`, the error in `register`.
struct Handler: Sendable {
    /// What an error is taken for.
    enum Role {
        /// `try`: some errors pass it.
        case catching
        /// `defer`: what ends a run at once passes it.
        case deferred
        /// What was taken out of a variable goes back to it, whatever happened.
        case restoring
    }

    let role: Role
    var ranges: [Range<Int32>]
    var target: Int32
    var register: UInt8

    func takes(_ error: LayError) -> Bool {
        switch role {
        case .catching: !error.isUncatchable
        case .deferred: error.runsDeferred
        case .restoring: true
        }
    }

    func covers(_ word: Int) -> Bool {
        ranges.contains { $0.contains(Int32(truncatingIfNeeded: word)) }
    }
}
