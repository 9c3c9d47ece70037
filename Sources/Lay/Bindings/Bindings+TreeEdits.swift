internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What gives another tree.
extension Bindings {
    func installTreeEdits() {
        installContentEdits()
        installNameEdits()
        installAttributeEdits()
    }

    private func edit(
        _ name: String, _ parameters: String,
        _ body: @escaping (inout FileTree, borrowing NativeCall) throws -> Void
    ) {
        method(tree, name, parameters) { [unowned self] (tree: FileTree, call) in
            var result = tree
            try guided(by: tree) { try body(&result, call) }
            return value(result)
        }
    }

    private func installContentEdits() {
        edit("write", "path contents mode? owner? at?") { [unowned self] tree, call in
            guard call.has(5) else { return try write(call, into: &tree) }
            let path = try newPath(call.string(1))
            let offset = try call.int(5)
            // ext4's largest file.
            guard (0...(1 << 44)).contains(offset) else {
                throw LayError(
                    .valueError, "write: no file reaches to byte \(offset)",
                    help: "'at' counts bytes from 0")
            }
            if !tree.contains(path) { try makeFile(path, in: &tree) }
            try tree.write(try contents(call, 2).bytes(), to: path, at: offset, now: world.now)
            try setModeAndOwner(call, of: path, in: &tree)
        }
        edit("append", "path contents") { [unowned self] tree, call in
            let path = try newPath(call.string(1))
            try makeParents(of: path, in: &tree)
            try tree.append(try contents(call, 2).bytes(), to: path, now: world.now)
        }
        edit("truncate", "path size") { [unowned self] tree, call in
            let size = try call.int(2)
            if size < 0 {
                throw LayError(
                    .valueError, "truncate: \(size) is no size", help: "sizes count bytes from 0")
            }
            try tree.truncate(try path(call, 1), to: size, now: world.now)
        }
        edit("touch", "path mtime?") { [unowned self] tree, call in
            let path = try newPath(call.string(1))
            if !tree.contains(path) { try makeFile(path, in: &tree) }
            try tree.setModified(try modified(call, 2), of: path)
        }
    }

    private func installNameEdits() {
        edit("mkdir", "path mode?") { [unowned self] tree, call in
            let path = try newPath(call.string(1))
            if let entry = try? tree.entry(at: path), entry.node.kind != .directory {
                throw FileError(.exists, path, detail: "it is a \(entry.node.kind.word)")
            }
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
            let (source, target) = (try path(call, 1), try newPath(call.string(2)))
            if tree.contains(source) { try makeParents(of: target, in: &tree) }
            do throws(FileError) {
                try tree.rename(source, to: target, now: world.now)
            } catch {
                guard error.code == .invalidArgument else { throw error }
                throw LayError(
                    .valueError, "'\(source)' cannot be moved to '\(target)', below itself",
                    help: "move it to another directory first")
            }
        }
        edit("link", "from to") { [unowned self] tree, call in
            let path = try newPath(call.string(2))
            try makeParents(of: path, in: &tree)
            try tree.link(try self.path(call, 1), to: path, now: world.now)
        }
        edit("symlink", "target path") { [unowned self] tree, call in
            let path = try newPath(call.string(2))
            try makeParents(of: path, in: &tree)
            let node = FileNode(
                .symlink(target: Array(try call.string(1).utf8)),
                attributes: FileAttributes(mode: 0o777), modified: world.now)
            try tree.make(node, at: path, now: world.now)
        }
        edit("mknod", "path kind major? minor? mode?") { [unowned self] tree, call in
            let path = try newPath(call.string(1))
            try makeParents(of: path, in: &tree)
            let node = FileNode(
                try device(call), attributes: FileAttributes(mode: try mode(call, 5) ?? 0o644),
                modified: world.now)
            try tree.make(node, at: path, now: world.now)
        }
    }

    private func installAttributeEdits() {
        edit("chmod", "path mode") { [unowned self] tree, call in
            guard let mode = try mode(call, 2) else { throw call.mismatch(2, "a mode") }
            try tree.setAttributes(of: try path(call, 1)) { $0.mode = mode }
        }
        edit("chown", "path owner") { [unowned self] tree, call in
            let owner = try Ownership(try call.string(2), TreeFileSystem(tree))
            try tree.setAttributes(of: try path(call, 1)) { attributes in
                attributes.uid = owner.uid ?? attributes.uid
                attributes.gid = owner.gid ?? attributes.gid
            }
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
    }

    /// The kind and numbers of `mknod(path, kind, major, minor)`.
    private func device(_ call: borrowing NativeCall) throws -> FileNode.Body {
        func number(_ index: Int) throws -> UInt32 {
            guard call.has(index) else {
                throw LayError(
                    .typeError, "mknod: a device needs its major and minor number",
                    help: "mknod(\"/dev/null\", \"char\", 1, 3)")
            }
            guard let number = UInt32(exactly: try call.int(index)) else {
                throw LayError(.valueError, "mknod: \(try call.int(index)) is no device number")
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
                .valueError, "mknod: there is no kind \(vm.describe(call[2]))",
                help: "\"fifo\", \"char\" and \"block\" are")
        }
    }

    // MARK: Shared by trees, images and volumes

    /// `write(path, contents, mode:, owner:)`: missing parents are made.
    func write(_ call: borrowing NativeCall, into tree: inout FileTree) throws {
        let path = try newPath(call.string(1))
        try makeParents(of: path, in: &tree)
        try tree.write(try contents(call, 2), to: path, now: world.now)
        try setModeAndOwner(call, of: path, in: &tree)
    }

    private func setModeAndOwner(
        _ call: borrowing NativeCall, of path: TreePath, in tree: inout FileTree
    ) throws {
        if let text = try call.optionalString(4) {
            let owner = try Ownership(text, TreeFileSystem(tree))
            try tree.setAttributes(of: path) { attributes in
                attributes.uid = owner.uid ?? attributes.uid
                attributes.gid = owner.gid ?? owner.loginGroup ?? attributes.gid
            }
        }
        // Behind the owner, which clears setuid and setgid.
        if let mode = try mode(call, 3) { try tree.setAttributes(of: path) { $0.mode = mode } }
    }

    private func makeParents(of path: TreePath, in tree: inout FileTree) throws {
        try tree.makeDirectories((try? tree.resolve(path.parent)) ?? path.parent, now: world.now)
    }

    private func makeFile(_ path: TreePath, in tree: inout FileTree) throws {
        try makeParents(of: path, in: &tree)
        try tree.write(.empty, to: path, now: world.now)
    }
}
