internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    func installContainerFiles() {
        func files(
            _ name: String, _ parameters: String,
            _ body: @escaping (ContainerFileSystem, borrowing NativeCall) throws -> Value
        ) {
            method(container, name, parameters) { [unowned self] (handle: ContainerHandle, call) in
                _ = try world.container(handle.id)
                return try body(ContainerFileSystem(world, handle.id), call)
            }
        }
        files("get", "path") { [unowned self] files, call in
            guard let entry = try? files.entry(at: try path(call, 1), follow: true) else {
                return .nil
            }
            return value(entry)
        }
        files("list", "path?") { [unowned self] files, call in
            list(
                try files.list(call.has(1) ? try path(call, 1) : .root).map {
                    TreePath.display($0.name[...])
                })
        }
        files("write", "path contents mode? owner?") { [unowned self] files, call in
            let path = try path(call, 1)
            try makeParents(path, files)
            try files.write(try contents(call, 2), to: path, creating: FileAttributes(mode: 0o644))
            if let mode = try mode(call, 3) {
                try files.setAttributes(of: path, follow: true) { $0.mode = mode }
            }
            if let text = try call.optionalString(4) {
                let owner = try owner(text, files)
                try files.setAttributes(of: path, follow: true) { ($0.uid, $0.gid) = owner }
            }
            return .nil
        }
        files("append", "path contents") { [unowned self] files, call in
            let path = try path(call, 1)
            try makeParents(path, files)
            try files.append(
                try contents(call, 2).bytes(), to: path, creating: FileAttributes(mode: 0o644))
            return .nil
        }
        files("mkdir", "path mode?") { [unowned self] files, call in
            let path = try path(call, 1)
            try makeParents(path.appending(name: "x".utf8), files)
            if let mode = try mode(call, 2) {
                try files.setAttributes(of: path, follow: true) { $0.mode = mode }
            }
            return .nil
        }
        files("remove_file", "path recursive?") { [unowned self] files, call in
            try removeAll(try path(call, 1), files, isRecursive: try call.flag(2))
            return .nil
        }
        installCopies()
    }

    func makeParents(_ path: TreePath, _ files: any FileSystem) throws {
        if path.isRoot { return }
        let parent = path.parent
        if parent.isRoot || (try? files.entry(at: parent, follow: true)) != nil { return }
        try makeParents(parent, files)
        try files.make(
            FileNode(.directory, attributes: FileAttributes(mode: 0o755), modified: world.now),
            at: parent)
    }

    private func removeAll(_ path: TreePath, _ files: any FileSystem, isRecursive: Bool) throws {
        guard try files.entry(at: path, follow: false).node.kind == .directory else {
            try files.unlink(path)
            return
        }
        if isRecursive {
            for item in try files.list(path) {
                try removeAll(path.appending(name: item.name), files, isRecursive: true)
            }
        }
        try files.removeDirectory(path)
    }

    /// `docker cp`, both ways.
    private func installCopies() {
        method(container, "copy", "source to") { [unowned self] (handle: ContainerHandle, call) in
            let container = try world.container(handle.id)
            let files = ContainerFileSystem(world, container.id)
            let to = try call.string(2)
            if let tree: FileTree = content(call[1]) {
                var copy = FileCopy(from: TreeFileSystem(tree), to: files)
                try copy.copy("/.", to: to)
            } else if let entry: FileEntry = content(call[1]) {
                var copy = FileCopy(from: TreeFileSystem(), to: files)
                try copy.copy(
                    entry.node, named: String(decoding: entry.path.name, as: UTF8.self), to: to)
            } else {
                let source = try call.string(1)
                _ = try readable(source)
                var copy = FileCopy(
                    from: try hostFiles(), to: files, owner: (0, 0), latest: world.now)
                try copy.copy(hostText(source), to: to)
            }
            return .nil
        }
        method(container, "copy_out", "path to") {
            [unowned self] (handle: ContainerHandle, call) in
            let container = try world.container(handle.id)
            let to = try call.string(2)
            _ = try writable(to)
            var copy = FileCopy(
                from: ContainerFileSystem(world, container.id), to: try hostFiles())
            try copy.copy(try call.string(1), to: hostText(to))
            return .nil
        }
    }

    /// A host path as it was written, slashes at its end included, but absolute.
    private func hostText(_ text: String) -> String {
        text.hasPrefix("/") ? text : host.workingDirectory + "/" + text
    }
}
