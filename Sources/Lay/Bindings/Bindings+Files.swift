internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What `nil` in a layer's literal stands for, and what `file`, `symlink`, `directory` make.
struct NodeLiteral {
    var node: FileNode
    var isOpaque = false
}

extension Bindings {
    func installFiles() {
        file.display = { [unowned self] vm, value, _ in
            if let literal: NodeLiteral = content(value) {
                return "<\(literal.node.kind.word) of \(literal.node.size) bytes>"
            }
            guard let entry: FileEntry = content(value) else { return "<file>" }
            return
                "\(entry.path) (\(entry.node.kind.word), \(entry.node.size) bytes, 0o\(String(entry.node.attributes.mode, radix: 8)))"
        }
        file.equals = { [unowned self] _, a, b in
            guard let x: FileEntry = content(a), let y: FileEntry = content(b) else { return false }
            return x.node.isEqual(to: y.node)
        }
        func attribute(_ name: String, _ body: @escaping (FileEntry) throws -> Value) {
            vm.property(file, name) { [unowned self] _, value in
                if let literal: NodeLiteral = content(value) {
                    return try body(FileEntry(path: .root, node: literal.node))
                }
                guard let entry: FileEntry = content(value) else { return .nil }
                return try body(entry)
            }
        }
        attribute("path") { [unowned self] in value($0.path.description) }
        attribute("name") { [unowned self] in value(TreePath.display($0.path.name)) }
        attribute("kind") { [unowned self] in value($0.node.kind.word) }
        attribute("size") { .int($0.node.size) }
        attribute("mode") { .int(Int($0.node.attributes.mode)) }
        attribute("uid") { .int(Int($0.node.attributes.uid)) }
        attribute("gid") { .int(Int($0.node.attributes.gid)) }
        attribute("owner") { [unowned self] in
            value("\($0.node.attributes.uid):\($0.node.attributes.gid)")
        }
        attribute("nlink") { .int($0.linkCount) }
        attribute("mtime") { [unowned self] in time($0.node.modified) }
        attribute("target") { [unowned self] entry in
            guard case .symlink(let target) = entry.node.body else { return .nil }
            return value(TreePath.display(target[...]))
        }
        attribute("xattrs") { [unowned self] entry in
            vm.map(
                try entry.node.attributes.extendedAttributes.map { attribute in
                    (
                        String(decoding: attribute.name, as: UTF8.self),
                        try attribute.value.withUnsafeBytes { try vm.bytes($0) }
                    )
                })
        }
        attribute("text") { [unowned self] in
            try bytes(of: $0).withUnsafeBytes { try vm.decode($0, lossy: false) }
        }
        attribute("bytes") { [unowned self] in
            try bytes(of: $0).withUnsafeBytes { try vm.bytes($0) }
        }
        attribute("sha256") { [unowned self] in value(Digest.of(try bytes(of: $0)).hex) }
        vm.method(file, "lines") { [unowned self] call in
            guard let entry: FileEntry = content(call[0]) else { return .nil }
            var lines = LineReader(bytes: try bytes(of: entry))
            return vm.iterator { [unowned self] in
                guard let range = lines.next() else { return nil }
                return try lines.bytes[range].withUnsafeBytes { try vm.decode($0, lossy: true) }
            }
        }
        vm.constructor(file, "contents mode? owner? mtime? xattrs?") { [unowned self] call in
            var attributes = FileAttributes(mode: try mode(call, 1) ?? 0o644)
            if let text = try call.optionalString(2) {
                (attributes.uid, attributes.gid) = try owner(text, TreeFileSystem())
            }
            for (key, value) in call.has(4) ? call[4].entries ?? [] : [] {
                guard key.tag == .string, value.tag == .string || value.tag == .bytes else {
                    throw call.mismatch(4, "a map of names and strings or bytes")
                }
                attributes.extendedAttributes.append(
                    ExtendedAttribute(name: Array(key.text.utf8), value: Array(value.buffer)))
            }
            attributes.extendedAttributes.sort { $0.name.lexicographicallyPrecedes($1.name) }
            let node = FileNode(
                .file(try contents(call, 0)), attributes: attributes,
                modified: try modified(call, 3))
            return vm.object(Box(NodeLiteral(node: node)), file)
        }
        vm.define(
            NativeFunction("symlink", "target") { [unowned self] call in
                let node = FileNode(
                    .symlink(target: Array(try call.string(0).utf8)),
                    attributes: FileAttributes(mode: 0o777), modified: world.now)
                return vm.object(Box(NodeLiteral(node: node)), file)
            })
        vm.define(
            NativeFunction("directory", "mode? owner? opaque?") { [unowned self] call in
                var attributes = FileAttributes(mode: try mode(call, 0) ?? 0o755)
                if let text = try call.optionalString(1) {
                    (attributes.uid, attributes.gid) = try owner(text, TreeFileSystem())
                }
                let node = FileNode(.directory, attributes: attributes, modified: world.now)
                return vm.object(Box(NodeLiteral(node: node, isOpaque: try call.flag(2))), file)
            })
    }

    func modified(_ call: borrowing NativeCall, _ index: Int) throws -> Nanoseconds {
        try FileTime?.take(call, index, self)?.nanoseconds ?? world.now
    }

    func bytes(of entry: FileEntry) throws -> [UInt8] {
        guard case .file(let contents) = entry.node.body else {
            throw FileError(
                entry.node.kind == .directory ? .isDirectory : .invalidArgument, entry.path,
                detail: entry.node.kind == .directory ? nil : "it is a \(entry.node.kind.word)")
        }
        try vm.reserve(contents.count)
        return try contents.bytes()
    }

    /// What stands under a path in a literal of a tree or layer.
    func literal(_ value: Value, path: String) throws -> NodeLiteral {
        if path.hasSuffix("/"), value.isNil || (value.tag == .string && value.buffer.isEmpty) {
            return NodeLiteral(
                node: FileNode(
                    .directory, attributes: FileAttributes(mode: 0o755), modified: world.now))
        }
        if value.tag == .string || value.tag == .bytes {
            let node = FileNode(
                .file(FileContents(Array(value.buffer))), attributes: FileAttributes(mode: 0o644),
                modified: world.now)
            return NodeLiteral(node: node)
        }
        if let literal: NodeLiteral = content(value) { return literal }
        if let entry: FileEntry = content(value) { return NodeLiteral(node: entry.node) }
        throw LayError(
            .typeError, "'\(path)' cannot be \(vm.describe(value))",
            help: "a string, bytes, file(…), symlink(…) or directory(…)")
    }
}

/// The lines of a text, one after the other, without their ends.
private struct LineReader {
    let bytes: [UInt8]
    private var start = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// - Complexity: O(*n*) in the line.
    mutating func next() -> Range<Int>? {
        guard start < bytes.count else { return nil }
        let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
        let isReturn = end > start && bytes[end - 1] == 13
        defer { start = end + 1 }
        return start..<(isReturn ? end - 1 : end)
    }
}
