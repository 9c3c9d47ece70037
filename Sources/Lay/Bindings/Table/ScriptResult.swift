internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime

/// What a native member can give to a script.
protocol ScriptResult {
    static var type: ValueType { get }
    /// The value, which becomes the caller's.
    func given(by bindings: Bindings) throws -> Value
}

extension String: ScriptResult {
    func given(by bindings: Bindings) -> Value { bindings.vm.string(self) }
}

extension Int: ScriptResult {
    func given(by _: Bindings) -> Value { .int(self) }
}

extension Double: ScriptResult {
    static var type: ValueType { "float" }
    func given(by _: Bindings) -> Value { .float(self) }
}

extension Bool: ScriptResult {
    func given(by _: Bindings) -> Value { .bool(self) }
}

extension Optional: ScriptResult where Wrapped: ScriptResult {
    static var type: ValueType { "\(Wrapped.type) | nil" }

    func given(by bindings: Bindings) throws -> Value { try self?.given(by: bindings) ?? .nil }
}

extension Array: ScriptResult where Element: ScriptResult {
    static var type: ValueType { "list[\(Element.type)]" }

    func given(by bindings: Bindings) throws -> Value {
        bindings.vm.list(try map { try $0.given(by: bindings) })
    }
}

/// Bytes of a file or an archive.
struct ByteString: ScriptResult {
    let bytes: [UInt8]

    static var type: ValueType { "bytes" }

    func given(by bindings: Bindings) throws -> Value {
        try bytes.withUnsafeBytes { try bindings.vm.bytes($0) }
    }
}

/// Names and texts as a map.
extension Pairs: ScriptResult {
    func given(by bindings: Bindings) -> Value { bindings.map(entries) }
}

/// A document as maps and lists.
extension JSONValue: ScriptResult {
    static var type: ValueType { .any }

    func given(by bindings: Bindings) -> Value { bindings.value(self) }
}

extension JSONObject: ScriptResult {
    static var type: ValueType { "map" }

    func given(by bindings: Bindings) -> LayRuntime.Value { bindings.value(.object(self)) }
}

/// A value that was made already and is handed over.
extension Value: ScriptResult {
    func given(by _: Bindings) -> Value { self }
}

/// A time in seconds: an int when it is whole.
extension FileTime: ScriptResult {
    func given(by bindings: Bindings) -> Value { bindings.time(nanoseconds) }
}

/// A map with these fields, in order.
struct Fields: ScriptResult, ExpressibleByDictionaryLiteral {
    let entries: [(name: String, value: any ScriptResult)]

    init(dictionaryLiteral entries: (String, any ScriptResult)...) {
        self.entries = entries.map { ($0.0, $0.1) }
    }

    init(_ entries: [(String, any ScriptResult)]) { self.entries = entries }

    static var type: ValueType { "map[string, any]" }

    func given(by bindings: Bindings) throws -> LayRuntime.Value {
        bindings.vm.map(try entries.map { ($0.name, try $0.value.given(by: bindings)) })
    }
}

/// A member that gives nothing.
struct Nothing: ScriptResult {
    static var type: ValueType { "nil" }
    func given(by _: Bindings) -> Value { .nil }
}
