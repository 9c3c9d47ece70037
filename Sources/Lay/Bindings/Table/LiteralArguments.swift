internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What `tree(…)` is made of: files at their paths, or the bytes of a tar.
enum TreeLiteral: ScriptArgument {
    case files([(path: TreePath, literal: NodeLiteral)])
    case archive([UInt8])

    static var type: ValueType { "map[string, string | bytes | file] | bytes" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> TreeLiteral
    {
        if call[index].tag == .bytes { return .archive(Array(call[index].buffer)) }
        let entries = try bindings.literals(call, index, "a map of paths, or a tar's bytes")
        return .files(
            try entries.map { path, value in
                (TreePath(path), try bindings.literal(value, path: path))
            })
    }
}

/// What `layer(…)` is made of: files at their paths, and `nil` for what is removed.
struct LayerLiteral: ScriptArgument {
    let entries: [(path: TreePath, literal: NodeLiteral?)]

    static var type: ValueType { "map[string, string | bytes | file | nil]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> LayerLiteral
    {
        LayerLiteral(
            entries: try bindings.literals(call, index, "a map of paths").map { path, value in
                let literal = value.isNil ? nil : try bindings.literal(value, path: path)
                return (TreePath(path), literal)
            })
    }
}

extension NodeLiteral: ScriptResult {
    static var type: ValueType { "file" }

    func given(by bindings: Bindings) -> Value { bindings.vm.object(Box(self), bindings.file) }
}

extension Bindings {
    fileprivate func literals(
        _ call: borrowing NativeCall, _ index: Int, _ wanted: String
    ) throws -> [(path: String, value: Value)] {
        guard let entries = call[index].entries else { throw call.mismatch(index, wanted) }
        return try entries.map { key, value in
            guard key.tag == .string else { throw call.mismatch(index, "a map of paths") }
            return (key.text, value)
        }
    }

    /// What stands under a path; nothing under one that ends in a slash is a directory.
    fileprivate func literal(_ value: Value, path: String) throws -> NodeLiteral {
        let literal = try node(value, path: path)
        if literal.node.kind != .directory { _ = try WrittenPath(path).forFile() }
        return literal
    }

    private func node(_ value: Value, path: String) throws -> NodeLiteral {
        let isText = value.tag == .string
        if path.hasSuffix("/"), value.isNil || isText && value.buffer.isEmpty {
            return .directory(modified: world.now)
        }
        if isText || value.tag == .bytes {
            return .file(FileContents(Array(value.buffer)), modified: world.now)
        }
        if let literal: NodeLiteral = content(value) { return literal }
        if let entry: FileEntry = content(value) { return NodeLiteral(entry.node) }
        throw LayError.noNode(vm.describe(value), at: path)
    }
}
