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
        installFileVerbs(
            TypeTable<ContainerHandle>(
                self, container, "A container: an image, a writable layer, mounts and a state."),
            example: "let c = toolbox.create(command: [\"sh\"])\n", name: "c"
        ) { bindings, handle in
            ContainerFileSystem(bindings.world, try bindings.world.container(handle.id).id)
        }
        installCopies()
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
