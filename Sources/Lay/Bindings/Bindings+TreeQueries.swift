internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What asks a tree.
extension Bindings {
    func installTreeQueries() {
        method(tree, "get", "path") { [unowned self] (tree: FileTree, call) in
            let path = try path(call, 1)
            return (try? tree.entry(at: path)).map { value($0) } ?? .nil
        }
        method(tree, "entry", "path") { [unowned self] (tree: FileTree, call) in
            let path = try path(call, 1)
            return value(try guided(by: tree) { try tree.entry(at: path, follow: false) })
        }
        method(tree, "list", "path?") { [unowned self] (tree: FileTree, call) in
            let path = try optionalPath(call, 1)
            let items = try guided(by: tree) { try tree.list(path) }
            return list(items.map { TreePath.display($0.name[...]) })
        }
        method(tree, "walk", "path?") { [unowned self] (tree: FileTree, call) in
            let path = try optionalPath(call, 1)
            let start = try guided(by: tree) { try tree.entry(at: path) }
            var walk = tree.walk(from: start.path)
            return vm.iterator { [unowned self] in walk.next().map { value($0) } }
        }
        method(tree, "under", "path") { [unowned self] (tree: FileTree, call) in
            let path = try path(call, 1)
            return value(try guided(by: tree) { try tree.subtree(path) })
        }
        method(tree, "du", "path?") { [unowned self] (tree: FileTree, call) in
            let path = try optionalPath(call, 1)
            let entry = try guided(by: tree) { try tree.entry(at: path) }
            if entry.node.kind != .directory { return .int(entry.node.size) }
            return .int(try tree.subtree(entry.path).totalSize)
        }
        method(tree, "patch", "other") { [unowned self] (tree: FileTree, call) in
            guard let other: FileTree = content(call[1]) else { throw call.mismatch(1, "a tree") }
            // A text of short lines takes some sixty times its size while it is compared.
            let patch = try tree.patch(to: other, largest: min(64 << 20, limits.memory / 64))
            return try patch.withUnsafeBytes { try vm.string($0) }
        }
        method(tree, "find", "glob? where? kind? larger? smaller? owner? mode? newer? within?") {
            [unowned self] (tree: FileTree, call) in try find(call, in: tree)
        }
        vm.define(
            NativeFunction("tar", "tree") { [unowned self] call in
                guard let tree: FileTree = content(call[0]) else {
                    throw call.mismatch(0, "a tree")
                }
                try vm.reserve(tree.totalSize)
                return try LayerArchive.write(tree).withUnsafeBytes { try vm.bytes($0) }
            })
    }

    private func optionalPath(_ call: borrowing NativeCall, _ index: Int) throws -> TreePath {
        call.has(index) ? try path(call, index) : .root
    }

    /// `find(glob, kind:, larger:, smaller:, owner:, mode:, newer:, within:) { f => … }`.
    private func find(_ call: borrowing NativeCall, in tree: FileTree) throws -> Value {
        // A block alone takes the first place.
        let isBlock = call.has(1) && !call.has(2) && call[1].isCallable
        let text = isBlock ? "**" : try call.optionalString(1) ?? "**"
        let test: Value? = isBlock ? call[1] : call.has(2) ? call[2] : nil
        let within = try optionalPath(call, 9)
        let start = try guided(by: tree) { try tree.entry(at: within) }
        guard start.node.kind == .directory else { throw FileError(.notDirectory, within) }
        let tests = try tests(call, tree)
        let walk = GlobWalk(
            try PathGlob(text), in: tree, below: start.path, isAbsolute: text.hasPrefix("/"))
        let result = vm.list([])
        do {
            for entry in walk where tests.allSatisfy({ $0(entry) }) {
                let found = value(entry)
                do {
                    if let test, try !vm.bool(vm.call(test, [found])) {
                        vm.release(found)
                        continue
                    }
                } catch {
                    vm.release(found)
                    throw error
                }
                vm.append(found, to: result)
            }
        } catch {
            vm.release(result)
            throw error
        }
        return result
    }

    /// The questions that the arguments ask of every entry.
    private func tests(_ call: borrowing NativeCall, _ tree: FileTree) throws
        -> [(FileEntry) -> Bool]
    {
        var tests: [(FileEntry) -> Bool] = []
        if let word = try call.optionalString(3) {
            let kinds: [FileKind] = [
                .file, .directory, .symlink, .fifo, .characterDevice, .blockDevice,
            ]
            guard let kind = kinds.first(where: { $0.word == word }) else {
                throw LayError(
                    .valueError, "find: there is no kind '\(word)'",
                    help: kinds.map { "\"\($0.word)\"" }.joined(separator: ", ") + " are")
            }
            tests.append { $0.node.kind == kind }
        }
        if call.has(4) {
            let size = try call.int(4)
            tests.append { $0.node.kind == .file && $0.node.size > size }
        }
        if call.has(5) {
            let size = try call.int(5)
            tests.append { $0.node.kind == .file && $0.node.size < size }
        }
        if let text = try call.optionalString(6) {
            let owner = try Ownership(text, TreeFileSystem(tree))
            tests.append { entry in
                let attributes = entry.node.attributes
                return attributes.uid == owner.uid ?? attributes.uid
                    && attributes.gid == owner.gid ?? attributes.gid
            }
        }
        if let mode = try mode(call, 7) {
            tests.append { $0.node.attributes.mode & mode == mode }
        }
        if call.has(8) {
            let time: Nanoseconds
            if let entry: FileEntry = content(call[8]) {
                time = entry.node.modified
            } else {
                time = try modified(call, 8)
            }
            tests.append { $0.node.modified > time }
        }
        return tests
    }
}

extension Value {
    /// True for functions, of scripts and of the library.
    fileprivate var isCallable: Bool { tag == .function || tag == .native }
}
