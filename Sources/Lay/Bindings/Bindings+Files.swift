internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime

/// What `nil` in a layer's literal stands for, and what `file`, `symlink`, `directory` make.
struct NodeLiteral {
    var node: FileNode
    var isOpaque = false
}

extension Bindings {
    func value(_ entry: FileEntry) -> Value { vm.object(Box(entry), file) }

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

    private func modified(_ call: borrowing NativeCall, _ index: Int) throws -> Nanoseconds {
        guard call.has(index) else { return world.now }
        let seconds = try call.number(index)
        guard abs(seconds) < 9e9 else {
            throw LayError("ValueError", "the time \(seconds) is out of range")
        }
        return call[index].isInt
            ? Nanoseconds(call[index].asInt) * 1_000_000_000 : Nanoseconds(seconds * 1e9)
    }

    func bytes(of entry: FileEntry) throws -> [UInt8] {
        guard case .file(let contents) = entry.node.body else {
            throw FileError(
                entry.node.kind == .directory ? .isDirectory : .invalidArgument, entry.path,
                detail: "it is a \(entry.node.kind.word)")
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
            "TypeError", "'\(path)' cannot be \(vm.describe(value))",
            help: "a string, bytes, file(…), symlink(…) or directory(…)")
    }

    // MARK: Trees

    func value(_ tree: FileTree) -> Value { vm.object(Box(tree), self.tree) }

    func installTrees() {
        tree.assignmentHelp = "a tree never changes: t = t.write(path, text) gives another one"
        tree.display = { [unowned self] _, value, _ in
            guard let tree: FileTree = content(value) else { return "<tree>" }
            return draw(tree)
        }
        tree.equals = { [unowned self] _, a, b in
            guard let x: FileTree = content(a), let y: FileTree = content(b) else { return false }
            return x == y
        }
        tree.contains = { [unowned self] _, path, value in
            guard let tree: FileTree = content(value), path.tag == .string else { return false }
            return tree.contains(TreePath(path.text))
        }
        tree.index = { [unowned self] _, value, key in
            guard let tree: FileTree = content(value) else { return .nil }
            return try look(key, in: tree, "this tree")
        }
        tree.combine = { [unowned self] _, sign, a, b in
            guard let x: FileTree = content(a) else { return nil }
            if sign == "-", let y: FileTree = content(b) {
                return value(Layer(try TreeChanges(from: y, to: x)))
            }
            if sign == "+", let y: Layer = content(b) { return value(y.changes.applied(to: x)) }
            return nil
        }
        vm.constructor(tree, "files?") { [unowned self] call in
            guard call.has(0) else { return value(FileTree()) }
            if call[0].tag == .bytes {
                return value(try LayerArchive.readTree(MemoryBytes(Array(call[0].buffer))))
            }
            guard let entries = call[0].entries else {
                throw call.mismatch(0, "a map of paths, or a tar's bytes")
            }
            var result = FileTree()
            for (key, inner) in entries {
                guard key.tag == .string else { throw call.mismatch(0, "a map of paths") }
                try result.put(
                    try literal(inner, path: key.text).node, at: TreePath(key.text), now: world.now)
            }
            return value(result)
        }
        property(tree, "size") { (tree: FileTree) in .int(tree.totalSize) }
        property(tree, "length") { (tree: FileTree) in .int(tree.count) }
        installTreeEdits()
        installTreeQueries()
    }

    /// The file at a path, with a suggestion when there is none.
    func look(_ key: Value, in tree: FileTree, _ subject: String) throws -> Value {
        guard key.tag == .string else {
            throw LayError("TypeError", "\(subject) is indexed by paths, not \(vm.describe(key))")
        }
        let path = TreePath(key.text)
        do throws(FileError) {
            return value(try tree.entry(at: path))
        } catch {
            guard error.code == .notFound else { throw error }
            throw missing(path, subject) { try? tree.list($0) }
        }
    }

    /// The error for a path that is not there, with the nearest name beside it.
    func missing(_ path: TreePath, _ subject: String, _ list: (TreePath) -> [DirectoryItem]?)
        -> LayError
    {
        let names = (list(path.parent) ?? []).map { String(decoding: $0.name, as: UTF8.self) }
        let nearest = vm.nearest(String(decoding: path.name, as: UTF8.self), among: names)
        return LayError(
            "NotFound", "no file '\(path)' in \(subject)",
            help: nearest.map { "did you mean '\(path.parent.appending(name: $0.utf8))'?" })
    }

    private func installTreeEdits() {
        func edit(
            _ name: String, _ parameters: String,
            _ body: @escaping (inout FileTree, borrowing NativeCall) throws -> Void
        ) {
            method(tree, name, parameters) { [unowned self] (tree: FileTree, call) in
                var result = tree
                try body(&result, call)
                return value(result)
            }
        }
        edit("write", "path contents mode? owner?") { [unowned self] tree, call in
            try write(call, into: &tree)
        }
        edit("append", "path contents") { [unowned self] tree, call in
            let path = try path(call, 1)
            try tree.makeDirectories(path.parent, now: world.now)
            try tree.append(try contents(call, 2).bytes(), to: path, now: world.now)
        }
        edit("mkdir", "path mode?") { [unowned self] tree, call in
            let path = try path(call, 1)
            try tree.makeDirectories(path, now: world.now)
            if let mode = try mode(call, 2) { try tree.setAttributes(of: path) { $0.mode = mode } }
        }
        edit("remove", "path recursive?") { [unowned self] tree, call in
            let path = try path(call, 1)
            if try call.flag(2) {
                try tree.removeAll(path, now: world.now)
            } else if try tree.entry(at: path, follow: false).node.kind == .directory {
                try tree.removeDirectory(path, now: world.now)
            } else {
                try tree.unlink(path, now: world.now)
            }
        }
        edit("rename", "from to") { [unowned self] tree, call in
            try tree.rename(try path(call, 1), to: try path(call, 2), now: world.now)
        }
        edit("link", "from to") { [unowned self] tree, call in
            try tree.link(try path(call, 1), to: try path(call, 2), now: world.now)
        }
        edit("symlink", "target path") { [unowned self] tree, call in
            let path = try path(call, 2)
            try tree.makeDirectories(path.parent, now: world.now)
            let node = FileNode(
                .symlink(target: Array(try call.string(1).utf8)),
                attributes: FileAttributes(mode: 0o777), modified: world.now)
            try tree.make(node, at: path, now: world.now)
        }
        edit("chmod", "path mode") { [unowned self] tree, call in
            guard let mode = try mode(call, 2) else { throw call.mismatch(2, "a mode") }
            try tree.setAttributes(of: try path(call, 1)) { $0.mode = mode }
        }
        edit("chown", "path owner") { [unowned self] tree, call in
            let owner = try owner(try call.string(2), TreeFileSystem(tree))
            try tree.setAttributes(of: try path(call, 1)) { ($0.uid, $0.gid) = owner }
        }
        edit("touch", "path mtime?") { [unowned self] tree, call in
            let path = try path(call, 1)
            if !tree.contains(path) {
                try tree.makeDirectories(path.parent, now: world.now)
                try tree.write(.empty, to: path, now: world.now)
            }
            try tree.setModified(try modified(call, 2), of: path)
        }
        edit("set_xattr", "path name value") { [unowned self] tree, call in
            let name = Array(try call.string(2).utf8)
            // `nil` takes the attribute away.
            let bytes = call.has(3) ? try contents(call, 3).bytes() : nil
            try tree.setAttributes(of: try path(call, 1)) { attributes in
                attributes.extendedAttributes.removeAll { $0.name == name }
                guard let bytes else { return }
                attributes.extendedAttributes.append(.init(name: name, value: bytes))
                attributes.extendedAttributes.sort { $0.name.lexicographicallyPrecedes($1.name) }
            }
        }
        edit("mknod", "path kind major? minor? mode?") { [unowned self] tree, call in
            let path = try path(call, 1)
            try tree.makeDirectories(path.parent, now: world.now)
            let node = FileNode(
                try device(call), attributes: FileAttributes(mode: try mode(call, 5) ?? 0o644),
                modified: world.now)
            try tree.make(node, at: path, now: world.now)
        }
        edit("truncate", "path size") { [unowned self] tree, call in
            try tree.truncate(try path(call, 1), to: try call.int(2), now: world.now)
        }
    }

    /// The kind and numbers of `mknod(path, kind, major, minor)`.
    private func device(_ call: borrowing NativeCall) throws -> FileNode.Body {
        func number(_ index: Int) throws -> UInt32 {
            guard call.has(index) else {
                throw LayError("TypeError", "mknod: a device needs its major and minor number")
            }
            guard let number = UInt32(exactly: try call.int(index)) else {
                throw LayError("ValueError", "mknod: \(try call.int(index)) is no device number")
            }
            return number
        }
        switch try call.string(2) {
        case "fifo": return .fifo
        case "char":
            return .characterDevice(DeviceNumber(major: try number(3), minor: try number(4)))
        case "block": return .blockDevice(DeviceNumber(major: try number(3), minor: try number(4)))
        default:
            throw LayError(
                "ValueError", "mknod: there is no kind \(vm.describe(call[2]))",
                help: "\"fifo\", \"char\" and \"block\" are")
        }
    }

    /// `write(path, contents, mode:, owner:)` of trees and images: missing parents are made.
    func write(_ call: borrowing NativeCall, into tree: inout FileTree) throws {
        let path = try path(call, 1)
        try tree.makeDirectories((try? tree.resolve(path.parent)) ?? path.parent, now: world.now)
        try tree.write(try contents(call, 2), to: path, now: world.now)
        if let mode = try mode(call, 3) { try tree.setAttributes(of: path) { $0.mode = mode } }
        if let text = try call.optionalString(4) {
            let owner = try owner(text, TreeFileSystem(tree))
            try tree.setAttributes(of: path) { ($0.uid, $0.gid) = owner }
        }
    }

    private func installTreeQueries() {
        method(tree, "get", "path") { [unowned self] (tree: FileTree, call) in
            guard let entry = try? tree.entry(at: try path(call, 1)) else { return .nil }
            return value(entry)
        }
        method(tree, "entry", "path") { [unowned self] (tree: FileTree, call) in
            value(try tree.entry(at: try path(call, 1), follow: false))
        }
        method(tree, "list", "path?") { [unowned self] (tree: FileTree, call) in
            list(
                try tree.list(call.has(1) ? try path(call, 1) : .root).map {
                    TreePath.display($0.name[...])
                })
        }
        method(tree, "walk", "path?") { [unowned self] (tree: FileTree, call) in
            var walk = tree.walk(from: call.has(1) ? try path(call, 1) : .root)
            return vm.iterator { [unowned self] in walk.next().map { value($0) } }
        }
        method(tree, "under", "path") { [unowned self] (tree: FileTree, call) in
            value(try tree.subtree(try path(call, 1)))
        }
        method(tree, "du", "path?") { [unowned self] (tree: FileTree, call) in
            .int(try tree.subtree(call.has(1) ? try path(call, 1) : .root).totalSize)
        }
        method(tree, "find", "glob") { [unowned self] (tree: FileTree, call) in
            let pattern = try call.string(1)
            return vm.list(
                tree.walk().filter { PathGlob.matches(pattern, $0.path) }.map { value($0) })
        }
        vm.define(
            NativeFunction("tar", "tree") { [unowned self] call in
                guard let tree: FileTree = content(call[0]) else {
                    throw call.mismatch(0, "a tree")
                }
                return try LayerArchive.write(tree).withUnsafeBytes { try vm.bytes($0) }
            })
    }

    /// The tree as `tree` draws it, cut after some lines.
    private func draw(_ tree: FileTree) -> String {
        var lines = ["/"]
        func visit(_ path: TreePath, _ prefix: String) {
            guard let items = try? tree.list(path) else { return }
            for (index, item) in items.enumerated() {
                if lines.count > 60 { return }
                let isLast = index == items.count - 1
                var name = TreePath.display(item.name[...])
                let inner = path.appending(name: item.name)
                if item.kind == .directory { name += "/" }
                if case .symlink(let target)? = try? tree.entry(at: inner, follow: false).node.body
                {
                    name += " -> " + TreePath.display(target[...])
                }
                lines.append(prefix + (isLast ? "└── " : "├── ") + name)
                if item.kind == .directory { visit(inner, prefix + (isLast ? "    " : "│   ")) }
            }
        }
        visit(.root, "")
        if lines.count > 60 { lines.append("…") }
        return lines.joined(separator: "\n")
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
