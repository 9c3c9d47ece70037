internal import LayFiles
internal import LayImages
internal import LayRuntime

/// Values that are made one after the other, as somebody asks for them.
struct Lazily<Element: ScriptResult>: ScriptResult {
    private let next: () throws -> Element?

    init(_ elements: some Sequence<Element>) {
        var iterator = elements.makeIterator()
        next = { iterator.next() }
    }

    static var type: ValueType { "iterator[\(Element.type)]" }

    func given(by bindings: Bindings) -> Value {
        bindings.vm.iterator { [unowned bindings, next] in try next()?.given(by: bindings) }
    }
}

/// Bytes that are a text.
struct DecodedText: ScriptResult {
    let bytes: ArraySlice<UInt8>
    /// What is no UTF-8 becomes U+FFFD instead of an error.
    var isLossy = false

    static var type: ValueType { "string" }

    func given(by bindings: Bindings) throws -> Value {
        try bytes.withUnsafeBytes { try bindings.vm.decode($0, lossy: isLossy) }
    }
}

/// Names and bytes as a map.
struct ByteMap: ScriptResult {
    let attributes: [ExtendedAttribute]

    static var type: ValueType { "map[string, bytes]" }

    func given(by bindings: Bindings) throws -> Value {
        bindings.vm.map(
            try attributes.map { attribute in
                (
                    String(decoding: attribute.name, as: UTF8.self),
                    try ByteString(bytes: attribute.value).given(by: bindings)
                )
            })
    }
}

/// The path, and the change of each side.
extension TreeMerge.Conflict: ScriptResult {
    static var type: ValueType { Fields.type }

    func given(by bindings: Bindings) throws -> Value {
        let fields: Fields = ["path": path.description, "a": first, "b": second]
        return try fields.given(by: bindings)
    }
}
