internal import LayBounds

/// A type as the machine knows it: what its values offer and what its name does when called.
package final class TypeInfo {
    package let name: String
    let id: Int
    /// The record's fields, by symbol, in order; empty for other types.
    var fields: [Int32] = []
    /// Those of its fields that hold values of a type alone.
    var typedFields: Set<Int32> = []
    let isRecord: Bool
    package var documentation: String?
    /// What operators do with its values: `image[path]` and what that gives.
    package var operators: [(form: String, sentence: String)] = []

    /// A member that is read without a call.
    package typealias Property = (VM, Value) throws -> Value

    var methods: [Int32: Value] = [:]
    var properties: [Int32: Property] = [:]
    /// What documentation says of the properties.
    var propertyDescriptions: [Int32: MemberDescription] = [:]
    var statics: [Int32: Value] = [:]
    /// What calling the type's name calls.
    var constructor: Value = .nil

    // What operators and loops do with a native type's values; a record needs none.
    package var display: ((VM, Value, _ isReadable: Bool) throws -> String)?
    /// The cells of a value in the table that a list of its kind is shown as.
    package var row: ((VM, Value) throws -> [String])?
    package var equals: ((VM, Value, Value) throws -> Bool)?
    package var hash: ((VM, Value) -> UInt64)?
    package var index: ((VM, Value, Value) throws -> Value)?
    package var contains: ((VM, Value, Value) throws -> Bool)?
    /// `+` and `-`; `nil` when the operands do not fit.
    package var combine: ((VM, _ operation: String, Value, Value) throws -> Value?)?
    package var iterate: ((VM, Value) throws -> NativeIterator)?
    /// The map, owned, that a loop walks and a spread takes in the place of a value.
    package var asMap: ((VM, Value) throws -> Value)?
    /// The help for what is called differently in other languages: `append` on a list.
    var otherNames: [String: String] = [:]
    /// The help for an assignment into a value of this type.
    package var assignmentHelp: String?

    init(name: String, id: Int, isRecord: Bool = false) {
        self.name = name
        self.id = id
        self.isRecord = isRecord
    }

    /// Lets go of what its values can do, at the machine's end: the functions often hold the type
    /// that holds them.
    func forget() {
        properties = [:]
        (display, row, equals, hash) = (nil, nil, nil, nil)
        (index, contains, combine, iterate, asMap) = (nil, nil, nil, nil, nil)
    }
}

/// Steps through a native value, lazily: `nil` at the end. Elements are owned.
package final class NativeIterator {
    /// The iterator whose elements this one gives, in another form.
    private var source: NativeIterator?
    private let step: (VM, NativeIterator?) throws -> Value?
    /// What pays for it and for what its step holds.
    private let memory = MemoryAccount.current
    private static let size = 384

    package init(_ next: @escaping (VM) throws -> Value?) {
        step = { vm, _ in try next(vm) }
        memory?.charge(Self.size)
    }

    /// An iterator over what `step` makes of the elements of another.
    init(
        over source: NativeIterator,
        _ step: @escaping (VM, _ source: NativeIterator) throws -> Value?
    ) {
        self.source = source
        self.step = { vm, source in try source.flatMap { try step(vm, $0) } }
        memory?.charge(Self.size)
    }

    /// - Throws: `Limit` when so many iterators stand on each other that the thread's stack has no
    ///   room for one more, and what the step throws.
    func next(_ vm: VM) throws -> Value? {
        guard StackBound.hasRoom else { throw LayError.nestedCalls }
        // What skips and searches may never give an element.
        try vm.work(1)
        return try step(vm, source)
    }

    deinit {
        memory?.credit(Self.size)
        // Not a recursion: as many may stand on each other as a script likes.
        var last = source.take()
        while isKnownUniquelyReferenced(&last) { last = last?.source.take() }
    }
}

/// The types that every machine has, with their numbers.
enum BuiltinType: Int, CaseIterable {
    case `nil`, bool, int, float, string, bytes, list, map, function, range, type, module, error,
        iterator

    var name: String { "\(self)" }

    /// What a value of the type is.
    var sentence: String {
        switch self {
        case .nil: "Nothing; the only value of its type."
        case .bool: "What a condition must be: true or false."
        case .int: "A whole number of 64 bits; what does not fit is an error."
        case .float: "A number with a fraction, as IEEE 754 doubles have it."
        case .string: "A text in UTF-8, counted in Unicode scalars."
        case .bytes: "Bytes as files hold them; an element is an int from 0 to 255."
        case .list: "Values in a row; a copy is independent of what it was copied from."
        case .map: "Values by key, in the order in which the keys came in."
        case .function: "What is called: a function of a script or a built-in one."
        case .range: "The ints between two bounds, with the upper one (1...3) or without (1..<3)."
        case .type: "A name for a kind of values, which makes them when it is called."
        case .module: "What an import names: the functions and values of a file or of the library."
        case .error: "What is thrown and caught: a kind, a message, and where it happened."
        case .iterator: "Elements that are made one by one, when they are asked for."
        }
    }
}
