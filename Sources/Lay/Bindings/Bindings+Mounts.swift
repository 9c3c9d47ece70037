internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What `create` takes as volumes, mounts and tmpfs.
extension Bindings {
    func installMounts() {
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

    /// What the world's bind mounts reach; of the host and not of these bindings, since the world
    /// may outlive the engine.
    var hostAccess: HostAccess {
        HostAccess(files: host.files) { [host] path, writes in
            (writes ? host.writable : host.readable + host.writable).contains { root in
                if path.isBelowOrEqual(TreePath(root)) { return true }
                let real = try? host.files?.resolve(TreePath(root), lastMayBeMissing: true)
                return real.map { path.isBelowOrEqual($0) } ?? false
            }
        }
    }

    /// The host path of a `-v` text, which may be made when it is missing.
    func place(of argument: VolumeArgument) throws -> TreePath? {
        guard argument.kind == .bind, let source = argument.source else { return nil }
        let place = try bound(source, argument.mode.isReadOnly)
        if (try? hostFiles().entry(at: place, follow: true)) == nil { _ = try writable(source) }
        return place
    }

    /// The host path that a mount may show, links resolved.
    func bound(_ source: String, _ isReadOnly: Bool) throws -> TreePath {
        isReadOnly ? try readable(source) : try mountable(source)
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
