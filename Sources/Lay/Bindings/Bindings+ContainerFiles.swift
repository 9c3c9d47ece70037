internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// A container's files as its programs see them, mounts included.
    func installContainerFiles(_ containers: TypeTable<ContainerHandle>) {
        let box = "let c = toolbox.create(command: [\"sh\"])\n"
        containers.method(
            "get", "The file at a path with its links followed, or nil.",
            [Parameter("path", "where it lies")],
            example: box + "c.get(\"/nowhere\")  # => nil"
        ) { (bindings, handle, path: TreePath) in
            try? bindings.files(of: handle).entry(at: path, follow: true)
        }
        containers.method(
            "list", "The names in a directory, in order.",
            [Parameter("path", "the directory", default: "\"/\"")],
            example: box + "c.list(\"/usr\")  # => [\"bin\", \"lib\"]"
        ) { (bindings, handle, path: TreePath?) in
            try bindings.files(of: handle).list(path ?? .root).map {
                TreePath.display($0.name[...])
            }
        }
        installFileVerbs(containers, example: box, name: "c") { bindings, handle in
            try bindings.files(of: handle)
        }
        installCopies(containers, box)
    }

    private func files(
        of handle: ContainerHandle, copying: Bool = false
    ) throws -> ContainerFileSystem {
        ContainerFileSystem(world, try world.container(handle.id).id, copying: copying)
    }

    /// `docker cp`, both ways.
    private func installCopies(_ containers: TypeTable<ContainerHandle>, _ box: String) {
        containers.action(
            "copy", "Copies files into it, as docker cp does.",
            [
                Parameter("source", "a path of the host, a tree, or a file"),
                Parameter("to", "where they go; a directory that is there takes them in"),
            ],
            example: box + """
                c.copy(tree({"/a": "1"}), "/data")
                c["/data/a"].text  # => "1"
                """
        ) { (bindings, handle, source: CopySource, to: String) in
            let files = try bindings.files(of: handle, copying: true)
            if let tree: FileTree = bindings.content(source.value) {
                var copy = FileCopy(from: TreeFileSystem(tree), to: files)
                try copy.copy("/.", to: to)
            } else if let entry: FileEntry = bindings.content(source.value) {
                var copy = FileCopy(from: TreeFileSystem(), to: files)
                try copy.copy(
                    entry.node, named: String(decoding: entry.path.name, as: UTF8.self), to: to)
            } else {
                let path = source.value.text
                _ = try bindings.readable(path)
                var copy = FileCopy(
                    from: try bindings.hostFiles(), to: files, owner: .given(uid: 0, gid: 0),
                    latest: bindings.world.now)
                try copy.copy(bindings.hostText(path), to: to)
            }
        }
        containers.action(
            "copy_out", "Copies files out of it to the host, as docker cp does; it takes a grant.",
            [Parameter("path", "what is copied"), Parameter("to", "a path of the host")],
            example: box + """
                c.copy_out("/etc/os-release", "os-release")
                host.file("os-release").size > 0  # => true
                """
        ) { (bindings, handle, path: String, to: String) in
            let files = try bindings.files(of: handle, copying: true)
            _ = try bindings.writable(to)
            var copy = FileCopy(from: files, to: try bindings.hostFiles(), owner: .writer)
            try copy.copy(path, to: bindings.hostText(to))
        }
    }

    /// A host path as it was written, slashes at its end included, but absolute.
    private func hostText(_ text: String) -> String {
        text.hasPrefix("/") ? text : host.workingDirectory + "/" + text
    }
}
