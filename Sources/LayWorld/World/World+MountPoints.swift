internal import LayBounds
internal import LayFiles
internal import LayImages

extension World {
    /// Fills empty volumes from the image and makes the mount points of a new container.
    func prepareMounts(_ container: inout Container) throws {
        if container.settings.mounts.isEmpty { return }
        for mount in container.settings.mounts { try fill(mount, from: container.tree) }
        for mount in container.settings.mounts where !mount.makesSource { _ = try hostKind(mount) }
        let wanted = container.settings.mounts
        container.settings.mounts = []
        for mount in wanted { try add(mount, to: &container) }
    }

    /// Fills an empty volume with the image's directory that it covers: files, links, modes and
    /// owners, the directory's own included.
    private func fill(_ mount: Mount, from tree: FileTree) throws {
        guard let name = mount.volumeName, let volume = state.volumes[name],
            let covered = try? tree.entry(at: mount.destination, follow: true)
        else { return }
        guard covered.node.kind == .directory else {
            if mount.subpath.isRoot {
                throw ImageError.volumeOverFile(covered.path)
            }
            return
        }
        guard mount.copies, mount.subpath.isRoot, volume.device == nil, volume.isEmpty else {
            return
        }
        let files = try tree.subtree(covered.path).unsealed()
        state.volumes.update(name) { $0.tree = files }
    }

    /// What a host path is; `nil` for one that has to be made.
    private func hostKind(_ mount: Mount) throws -> FileKind? {
        let source: TreePath
        switch mount.source {
        case .tmpfs: return .directory
        case .volume(let name):
            guard let volume = state.volumes[name] else { return .directory }
            guard let device = volume.device else {
                if mount.subpath.isRoot { return .directory }
                let inside = try VolumeSubpath.resolve(mount.subpath, in: volume)
                return try volume.tree.entry(at: inside, follow: false).node.kind
            }
            source = device.appending(mount.subpath)
            if try grantedHost(source, source).find(source) == nil {
                throw ImageError.noDevice(source, of: volume)
            }
        case .bind(let path): source = path
        }
        if let found = try grantedHost(source, source).find(source) { return found.kind }
        if mount.makesSource { return nil }
        throw ImageError.noBindSource(source, for: mount)
    }

    /// Mounts one thing more: makes its mount point, and its source where that is missing.
    private func add(_ wanted: Mount, to container: inout Container) throws {
        var mount = wanted
        let kind = try hostKind(mount)
        if case .bind(let source) = mount.source, kind == nil {
            try change(
                host: .init(path: source, part: .host, inside: source, mount: nil),
                .makingDirectories(now))
        }
        if let name = mount.volumeName, let volume = state.volumes[name], volume.device == nil {
            mount.subpath = try VolumeSubpath.resolve(mount.subpath, in: volume)
        }
        let isDirectory = kind == nil || kind == .directory
        let walk = try MountedFiles(
            world: self, tree: container.tree, temporary: container.temporary,
            mounts: container.settings.mounts,
            runtime: RuntimeFiles(planned: container)
        ).walk(mount.destination, follow: true)
        // The names of a dangling link may climb.
        let rest = walk.rest.joined(separator: [UInt8(ascii: "/")])
        mount.destination = TreePath(rest, in: walk.place.path)
        var coveredMode: UInt16?
        if walk.rest.isEmpty {
            if (walk.entry.node.kind == .directory) != isDirectory {
                throw ImageError.otherKindAtPoint(mount)
            }
            coveredMode = walk.entry.node.attributes.mode
        } else {
            if let outer = walk.place.mount, container.settings.mounts[outer].isReadOnly {
                throw ImageError.pointInReadOnly(mount, below: container.settings.mounts[outer])
            }
            try makePoint(
                walk, isDirectory ? .makingDirectories(now) : .makingFile(now),
                at: mount.destination, in: &container)
        }
        if mount.source == .tmpfs {
            var attributes = FileAttributes(mode: mount.tmpfs.mode ?? coveredMode ?? 0o1777)
            (attributes.uid, attributes.gid) = (mount.tmpfs.uid, mount.tmpfs.gid)
            var tree = FileTree()
            try tree.setAttributes(of: .root) { $0 = attributes }
            container.temporary[mount.destination] = tree
        }
        container.settings.mounts.append(mount)
        container.settings.mounts.sort {
            $0.destination.components.count < $1.destination.components.count
        }
    }

    /// Makes the directory that a container works in where it is missing in a mount, as runc does
    /// before a program starts, also where the mount may only be read.
    ///
    /// - Throws: `FileError` when something else is there.
    public func makeWorkingDirectory(of id: String) throws {
        guard var container = state.containers[id], !container.settings.mounts.isEmpty else {
            return
        }
        let path = TreePath(container.settings.workingDirectory)
        let walk = try MountedFiles(
            world: self, tree: container.tree, temporary: container.temporary,
            mounts: container.settings.mounts, runtime: RuntimeFiles(planned: container)
        ).walk(path, follow: true)
        if walk.rest.isEmpty {
            if walk.entry.node.kind != .directory { throw FileError(.notDirectory, path) }
            return
        }
        guard walk.place.mount != nil else { return }
        let rest = walk.rest.joined(separator: [UInt8(ascii: "/")])
        try makePoint(
            walk, .makingDirectories(now), at: TreePath(rest, in: walk.place.path),
            in: &container)
        state.containers[id] = container
    }

    /// Makes the names that are missing on the way to a mount point, in the part that holds them.
    private func makePoint(
        _ walk: MountedFiles.Walk, _ making: PartChange, at destination: TreePath,
        in container: inout Container
    ) throws {
        var place = walk.place
        guard let below = destination.relative(to: place.path) else { return }
        place.inside = place.inside.appending(below)
        place.path = destination
        switch place.part {
        case .own: try making.apply(to: &container.tree, place, limit: nil)
        case .volume(let name): try change(volume: name, place, making)
        case .temporary(let outer):
            try making.apply(
                to: &container.temporary[outer, default: FileTree()], place, limit: nil)
        case .host: try change(host: place, making)
        case .runtime(let root): try container.change(root, place, making)
        }
    }
}

extension Container {
    /// Takes the files of all tmpfs mounts away, which live no longer than the program, and what
    /// it changed of the runtime's.
    mutating func emptyTemporary() {
        runtime = nil
        for (destination, tree) in temporary {
            let root = try? tree.entry(at: .root).node.attributes
            var empty = FileTree()
            if let root { try? empty.setAttributes(of: .root) { $0 = root } }
            temporary[destination] = empty
        }
    }
}

extension PartChange {
    /// Makes a directory and those above it.
    fileprivate static func makingDirectories(_ now: Nanoseconds) -> PartChange {
        PartChange(
            tree: { (tree, path) throws(FileError) in try tree.makeDirectories(path, now: now) },
            host: { (host, path) throws(FileError) in
                try host.makeDirectories(path, now: now)
            })
    }

    /// Makes an empty file and the directories above it, for a file to be mounted on.
    fileprivate static func makingFile(_ now: Nanoseconds) -> PartChange {
        let node = FileNode(
            .file(FileContents([])), attributes: FileAttributes(mode: 0o755), modified: now)
        return PartChange(
            tree: { (tree, path) throws(FileError) in
                try tree.makeDirectories(path.parent, now: now)
                try tree.make(node, at: path, now: now)
            },
            host: { (host, path) throws(FileError) in
                try host.makeDirectories(path.parent, now: now)
                try host.make(node, at: path)
            })
    }
}

extension FileSystem {
    /// Makes a directory and those above it that are missing.
    fileprivate func makeDirectories(_ path: TreePath, now: Nanoseconds) throws(FileError) {
        if path.isRoot || (try? status(at: path, follow: true)) != nil { return }
        try makeDirectories(path.parent, now: now)
        try make(
            FileNode(.directory, attributes: FileAttributes(mode: 0o755), modified: now), at: path)
    }
}
