internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
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
                return value(
                    try LayerArchive.readTree(
                        MemoryBytes(Array(call[0].buffer)), limits: host.archiveLimits))
            }
            guard let entries = call[0].entries else {
                throw call.mismatch(0, "a map of paths, or a tar's bytes")
            }
            var result = FileTree()
            for (key, inner) in entries {
                guard key.tag == .string else { throw call.mismatch(0, "a map of paths") }
                try result.put(
                    try literal(inner, path: key.text).node, at: TreePath(key.text),
                    now: world.now)
            }
            return value(result)
        }
        let trees = TypeTable<FileTree>(
            self, tree, "Files and directories as a value: every edit gives another tree.")
        property(tree, "size") { (tree: FileTree) in .int(tree.totalSize) }
        property(tree, "length") { (tree: FileTree) in .int(tree.count) }
        installTreeEdits(trees)
        installTreeQueries()
        installTreeSaving(trees)
    }

    /// The file at a path, with a suggestion when there is none.
    func look(_ key: Value, in tree: FileTree, _ subject: String) throws -> Value {
        guard key.tag == .string else {
            throw LayError(.typeError, "\(subject) is indexed by paths, not \(vm.describe(key))")
        }
        let path = TreePath(key.text)
        return value(try guided(by: tree, subject) { try tree.entry(at: path) })
    }

    /// Calls `body`, and says of a path that is not there what may have been meant.
    func guided<Result>(
        by tree: FileTree, _ subject: String = "this tree", _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as FileError where error.code == .notFound {
            if let entry = try? tree.entry(at: error.path, follow: false),
                case .symlink(let target) = entry.node.body
            {
                throw LayError(
                    .notFound,
                    "'\(error.path)' in \(subject) is a link to "
                        + "'\(TreePath.display(target[...]))', which is not there",
                    help: "entry(\"\(error.path)\") gives the link itself")
            }
            throw missing(error.path, subject) { try? tree.list($0) }
        }
    }

    /// The error for a path that is not there, with the nearest name beside it.
    func missing(_ path: TreePath, _ subject: String, _ list: (TreePath) -> [DirectoryItem]?)
        -> LayError
    {
        let names = (list(path.parent) ?? []).map { String(decoding: $0.name, as: UTF8.self) }
        let nearest = vm.nearest(String(decoding: path.name, as: UTF8.self), among: names)
        return LayError(
            .notFound, "no file '\(path)' in \(subject)",
            help: nearest.map { "did you mean '\(path.parent.appending(name: $0.utf8))'?" }
                ?? "`path in …` asks without an error, and get(path) gives nil")
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
