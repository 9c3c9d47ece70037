internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime

/// A file, as it stands in a tree or as it was written down for one.
struct FileValue: ScriptArgument {
    let entry: FileEntry

    static var type: ValueType { "file" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> FileValue
    {
        guard let file = receiver(call[index], bindings) else {
            throw call.mismatch(index, "a file")
        }
        return file
    }

    static func receiver(_ value: Value, _ bindings: Bindings) -> FileValue? {
        if let entry: FileEntry = bindings.content(value) { return FileValue(entry: entry) }
        guard let literal: NodeLiteral = bindings.content(value) else { return nil }
        return FileValue(entry: FileEntry(path: .root, node: literal.node))
    }
}

extension ByteString: ScriptArgument {
    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> ByteString {
        guard call[index].tag == .bytes else { throw call.mismatch(index, "bytes") }
        return ByteString(bytes: Array(call[index].buffer))
    }
}

/// A function of the script that says yes or no, borrowed for as long as the call runs.
struct Predicate<Subject: ScriptResult>: ScriptArgument {
    private let function: ScriptFunction

    static var type: ValueType { "fn(\(Subject.type)) -> bool" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Predicate
    {
        Predicate(function: try ScriptFunction.take(call, index, bindings))
    }

    /// What the function says of a value.
    func holds(_ subject: Subject, _ bindings: Bindings) throws -> Bool {
        let argument = try subject.given(by: bindings)
        defer { bindings.vm.release(argument) }
        return try bindings.vm.bool(bindings.vm.call(function.value, [argument]))
    }
}

/// What `find` begins with: a glob, or the block of a call that has nothing else.
enum FindStart: ScriptArgument {
    case glob(String)
    case test(Predicate<FileEntry>)

    static var type: ValueType { "string | \(Predicate<FileEntry>.type)" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> FindStart
    {
        guard !call.has(index + 1), let test = try? Predicate<FileEntry>.take(call, index, bindings)
        else { return .glob(try call.string(index)) }
        return .test(test)
    }
}

/// A kind of file, by its word.
extension FileKind: ScriptArgument {
    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> FileKind {
        try FileKind(named: call.string(index))
    }
}

/// A time, or that of a file.
struct TimeOrFile: ScriptArgument {
    let nanoseconds: Nanoseconds

    static var type: ValueType { "file | int | float" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> TimeOrFile
    {
        if let file = FileValue.receiver(call[index], bindings) {
            return TimeOrFile(nanoseconds: file.entry.node.modified)
        }
        return TimeOrFile(nanoseconds: try FileTime.take(call, index, bindings).nanoseconds)
    }
}

/// The owner of a file that is in no tree: numbers, since there is no `/etc/passwd` to ask.
struct NumericOwner: ScriptArgument {
    let numbers: (uid: UInt32, gid: UInt32)

    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> NumericOwner
    {
        NumericOwner(numbers: try Ownership(call.string(index), TreeFileSystem()).whole)
    }
}

/// Extended attributes: a map of names and what they are.
struct AttributeMap: ScriptArgument {
    let attributes: [ExtendedAttribute]

    static var type: ValueType { "map[string, string | bytes]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> AttributeMap
    {
        func mismatch() -> LayError {
            call.mismatch(index, "a map of names and strings or bytes")
        }
        guard let entries = call[index].entries else { throw mismatch() }
        return AttributeMap(
            attributes: try entries.map { key, value in
                guard key.tag == .string, value.tag == .string || value.tag == .bytes else {
                    throw mismatch()
                }
                return ExtendedAttribute(
                    name: Array(key.text.utf8), value: Array(value.buffer))
            })
    }
}

/// Layers in a list, the lowest first.
struct LayerList: ScriptArgument {
    let layers: [Layer]

    static var type: ValueType { "list[layer]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> LayerList
    {
        LayerList(
            layers: try call.list(index).map { value in
                guard let layer: Layer = bindings.content(value) else {
                    throw LayError.noLayer(bindings.vm.describe(value))
                }
                return layer
            })
    }
}

/// All further arguments, which are layers.
struct OtherLayers: ScriptArgument {
    let layers: [Layer]

    static var type: ValueType { "layer" }
    static var isRest: Bool { true }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> OtherLayers
    {
        OtherLayers(layers: try LayerList.take(call, index, bindings).layers)
    }
}
