internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What `create` takes as volumes, mounts and tmpfs.
extension Bindings {
    func installMounts(_ volumes: TypeTable<VolumeHandle>) {
        volumes.method(
            "at", "The volume at a place, for the volumes of create and start.",
            [
                Parameter("path", "where it is mounted"),
                Parameter("ro", "true to mount it read-only"),
                Parameter("nocopy", "true to leave it empty where the image has files"),
                Parameter("subpath", "a directory of the volume that is mounted instead of all"),
            ],
            example: """
                let c = toolbox.create(volumes: [volume("data").at("/data", ro: true)])
                c.mounts[0]["Destination"]  # => "/data"
                """
        ) {
            (bindings, handle, path: String, ro: Flag, nocopy: Flag, subpath: String?) in
            try Mount(
                MountArgument(
                    volume: handle.name, at: path, isReadOnly: ro.isSet, copies: !nocopy.isSet,
                    subpath: subpath ?? ""), place: nil)
        }
        mount.documentation = "A volume at a place, made by volume.at(path)."
        mount.display = { [unowned self] _, value, _ in
            guard let mount: Mount = content(value) else { return "<mount>" }
            return "\(mount.volumeName ?? "") at \(mount.destination.description.shown())"
        }
    }

    /// What the world's bind mounts reach; of the host and not of these bindings, since the world
    /// may outlive the engine.
    var hostAccess: HostAccess {
        HostAccess(files: granted) { [granted] path, writes in
            granted?.covers(path, writes: writes) ?? false
        }
    }

    /// The host path of a `-v` text, which may be made when it is missing.
    func place(of argument: VolumeArgument) throws -> TreePath? {
        guard argument.kind == .bind, let source = argument.source else { return nil }
        let place = try bound(source, argument.mode.isReadOnly)
        if try hostFiles().find(place) == nil { _ = try writable(source) }
        return place
    }

    /// Asks for the grant that a volume with these options needs.
    func checkDevice(_ options: [(key: String, value: String)]) throws {
        guard let (path, isReadOnly) = Volume.boundDirectory(options) else { return }
        _ = try bound(path, isReadOnly)
    }

    /// The host path that a mount may show, links resolved.
    func bound(_ source: String, _ isReadOnly: Bool) throws -> TreePath {
        isReadOnly ? try readable(source) : try mountable(source)
    }
}
