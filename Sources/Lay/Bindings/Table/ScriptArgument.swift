internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime

/// What a parameter of a native member can be in Swift: the table converts a script's value to it,
/// and documentation shows its type.
protocol ScriptArgument {
    static var type: ValueType { get }
    /// What it is when it is left out; `nil` for one that has to be given.
    static var standard: String? { get }
    static var isRest: Bool { get }

    /// - Throws: `TypeError` for another value, `ValueError` for one that makes no sense.
    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Self
    /// The receiver of a property; `nil` for a value of another type.
    static func receiver(_ value: Value, _ bindings: Bindings) throws -> Self?
}

extension ScriptArgument {
    static func receiver(_: Value, _: Bindings) throws -> Self? { nil }
    static var standard: String? { nil }
    static var isRest: Bool { false }
}

extension String: ScriptArgument {
    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> String {
        try call.string(index)
    }
}

extension Int: ScriptArgument {
    static var type: ValueType { "int" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Int {
        try call.int(index)
    }
}

extension Bool: ScriptArgument {
    static var type: ValueType { "bool" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Bool {
        try call.bool(index)
    }
}

/// One that may be left out, or given as `nil`.
extension Optional: ScriptArgument where Wrapped: ScriptArgument {
    static var type: ValueType { Wrapped.type }
    static var standard: String? { "nil" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Wrapped?
    {
        call.has(index) ? try Wrapped.take(call, index, bindings) : nil
    }
}

/// A bool that is false unless it is given.
struct Flag: ScriptArgument {
    let isSet: Bool

    static var type: ValueType { "bool" }
    static var standard: String? { "false" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Flag {
        Flag(isSet: try call.flag(index))
    }
}

/// A list of strings.
extension Array: ScriptArgument where Element == String {
    static var type: ValueType { "list[string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> [String]
    {
        try bindings.strings(call, index)
    }
}

/// A path; a relative one counts from the root.
extension TreePath: ScriptArgument {
    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> TreePath {
        TreePath(try call.string(index))
    }
}

/// A path that is to be no directory's; a relative one counts from the root.
extension WrittenPath: ScriptArgument {
    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws
        -> WrittenPath
    {
        WrittenPath(try call.string(index))
    }
}

/// What a file holds: a string, bytes, or another file's contents.
extension FileContents: ScriptArgument {
    static var type: ValueType { "string | bytes | file" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> FileContents
    {
        try bindings.contents(call, index)
    }
}

/// Permission bits: `0o644`.
struct FileMode: ScriptArgument {
    let bits: UInt16

    static var type: ValueType { "int" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> FileMode {
        let mode = try call.int(index)
        guard let bits = UInt16(exactly: mode), bits <= 0o7777 else {
            throw LayError.noMode(mode)
        }
        return FileMode(bits: bits)
    }
}

/// A time as seconds since 1970, whole or not.
struct FileTime: ScriptArgument {
    let nanoseconds: Nanoseconds

    static var type: ValueType { "int | float" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> FileTime {
        let seconds = try call.number(index)
        if call[index].isInt {
            let (nanoseconds, overflow) = Nanoseconds(call[index].asInt)
                .multipliedReportingOverflow(by: 1_000_000_000)
            if overflow { throw LayError.noTime(seconds) }
            return FileTime(nanoseconds: nanoseconds)
        }
        guard let nanoseconds = Nanoseconds(exactly: (seconds * 1e9).rounded(.towardZero)) else {
            throw LayError.noTime(seconds)
        }
        return FileTime(nanoseconds: nanoseconds)
    }
}

/// Names and values, in order: a map whose values are shown as texts.
struct Pairs: ScriptArgument {
    let entries: [(key: String, value: String)]

    static var type: ValueType { "map[string, any]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Pairs
    {
        Pairs(entries: try bindings.pairs(call, index))
    }
}

/// A function of the script, borrowed for as long as the call runs.
struct ScriptFunction: ScriptArgument {
    let value: Value

    static var type: ValueType { "fn" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws
        -> ScriptFunction
    {
        guard call[index].tag == .function || call[index].tag == .native else {
            throw call.mismatch(index, "a function")
        }
        return ScriptFunction(value: call[index])
    }
}

/// Any value, borrowed for as long as the call runs.
extension Value: ScriptArgument {
    static var type: ValueType { .any }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Value {
        call[index]
    }
}

/// All further arguments as texts: `cmd("sleep", 5)`, or one list of them.
struct Words: ScriptArgument {
    let texts: [String]

    static var type: ValueType { .any }
    static var isRest: Bool { true }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Words
    {
        var values = try call.list(index)
        if values.count == 1, let inner = values[0].elements { values = inner }
        return Words(texts: try values.map { try bindings.vm.display($0, readable: false) })
    }
}

/// All further arguments, borrowed for as long as the call runs.
struct Rest: ScriptArgument {
    let values: UnsafeBufferPointer<Value>

    static var type: ValueType { .any }
    static var isRest: Bool { true }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Rest {
        Rest(values: try call.list(index))
    }
}
