internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What `create` takes as volumes, mounts and tmpfs.
extension Bindings {
    func installMounts() {
        // The host and not these bindings, since the world may outlive the engine.
        world.mayReachHost = { [host] path, writes in
            (writes ? host.writable : host.readable + host.writable).contains { root in
                if path.isBelowOrEqual(TreePath(root)) { return true }
                let real = try? host.files?.resolve(TreePath(root), lastMayBeMissing: true)
                return real.map { path.isBelowOrEqual($0) } ?? false
            }
        }
        method(volume, "at", "path ro? nocopy? subpath?") {
            [unowned self] (handle: VolumeHandle, call) in
            let argument = try MountArgument(
                volume: handle.name, at: try call.string(1), isReadOnly: try call.flag(2),
                copies: !(try call.flag(3)), subpath: try call.optionalString(4) ?? "")
            return vm.object(Box(try Mount(argument, place: nil)), mount)
        }
        mount.display = { [unowned self] _, value, _ in
            guard let mount: Mount = content(value) else { return "<mount>" }
            return "\(mount.volumeName ?? "") at \(mount.destination)"
        }
    }

    /// The arguments `volumes`, `mounts` and `tmpfs` of `create`.
    func mounts(_ call: borrowing NativeCall) throws -> [Mount] {
        let directory = TreePath(host.workingDirectory)
        var result: [Mount] = []
        for item in call.has(7) ? try call.list(7) : UnsafeBufferPointer(start: nil, count: 0) {
            if let mount: Mount = content(item) {
                result.append(mount)
                continue
            }
            guard item.tag == .string else {
                throw LayError(
                    .typeError,
                    "volumes: a mount is volume.at(path) or a string, not \(vm.describe(item))")
            }
            let argument = try VolumeArgument(item.text, in: directory)
            result.append(Mount(argument, place: try place(of: argument)))
        }
        for text in try strings(call, 9) {
            let argument = try MountArgument(text, in: directory)
            if argument.type == "volume" {
                try checkDevice(argument.options.map { ($0.key, $0.value) })
            }
            let place =
                argument.type == "bind" ? try bound(argument.source, argument.isReadOnly) : nil
            result.append(try Mount(argument, place: place))
        }
        for text in try strings(call, 10) { result.append(Mount(try TmpfsArgument(text))) }
        return result
    }

    /// The host path of a `-v` text, which may be made when it is missing.
    private func place(of argument: VolumeArgument) throws -> TreePath? {
        guard argument.kind == .bind, let source = argument.source else { return nil }
        let place = try bound(source, argument.mode.isReadOnly)
        if (try? hostFiles().entry(at: place, follow: true)) == nil { _ = try writable(source) }
        return place
    }

    /// The host path that a mount may show, links resolved.
    private func bound(_ source: String, _ isReadOnly: Bool) throws -> TreePath {
        isReadOnly ? try readable(source) : try mountable(source)
    }

    /// The argument `volumes_from` of `create`.
    func volumesFrom(_ call: borrowing NativeCall) throws -> [(
        container: String, isReadOnly: Bool
    )] {
        guard call.has(8) else { return [] }
        return try call.list(8).map { item in
            if let handle: ContainerHandle = content(item) { return (handle.id, false) }
            guard item.tag == .string else {
                throw LayError(
                    .typeError, "volumes_from takes containers and names, not \(vm.describe(item))"
                )
            }
            let argument = try VolumesFromArgument(item.text)
            return (argument.container, argument.isReadOnly)
        }
    }
}

/// What `atomic` does with the host's files.
extension Bindings {
    /// The host's files as they are, when they can be put back.
    func snapshotHost() -> FileTree? { (host.files as? any ReversibleFileSystem)?.tree }

    /// Puts the host's files back.
    func restoreHost(_ tree: FileTree?) {
        guard let tree, let files = host.files as? any ReversibleFileSystem else { return }
        files.tree = tree
    }
}
