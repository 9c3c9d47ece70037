internal import LayFiles
internal import LayImages
internal import LayWorld

/// The mounts of a RUN while it runs: volumes that the world has no longer than the step.
struct StepMounts {
    /// What the step's container is made with.
    private(set) var mounts: [Mount] = []
    private var names: [String] = []
    private var cacheIDs: [(id: String, volume: String)] = []

    /// Makes the volumes of the mounts in a world.
    init(_ wanted: [StepMount], in world: World) throws {
        for (index, mount) in wanted.enumerated() {
            if case .absent = mount.source { continue }
            if case .memory(let size) = mount.source {
                var memory = Mount(.tmpfs, at: mount.target, isReadOnly: mount.isReadOnly)
                memory.tmpfs = TmpfsOptions(size: size, mode: 0o1777)
                mounts.append(memory)
                continue
            }
            // No volume that a person made has a name like this: it would not be allowed.
            let name = ".step-\(index)"
            let (tree, subpath) = try Self.files(mount.source, in: world)
            world.addStepVolume(name, tree)
            names.append(name)
            if case .cache(let id, _) = mount.source { cacheIDs.append((id, name)) }
            mounts.append(
                Mount(
                    .volume(name), at: mount.target, isReadOnly: mount.isReadOnly, copies: false,
                    subpath: subpath))
        }
    }

    private static func files(_ source: StepMount.Source, in world: World) throws -> (
        FileTree, subpath: TreePath
    ) {
        switch source {
        case .files(let tree, let subpath, _): return (tree, subpath)
        case .cache(let id, let seed): return (world.state.cache.mount(id) ?? seed, .root)
        case .memory, .absent: return (FileTree(), .root)
        case .secret(let bytes, let mode, let uid, let gid):
            var tree = FileTree()
            let node = FileNode(
                .file(FileContents(bytes)),
                attributes: FileAttributes(mode: mode, uid: uid, gid: gid), modified: world.now)
            try tree.put(node, at: "/secret", now: world.now)
            return (tree, "/secret")
        }
    }

    /// The files of cache mounts after the step.
    func caches(in world: World) -> [(id: String, tree: FileTree)] {
        cacheIDs.compactMap { id, name in
            world.state.volumes[name].map { (id, $0.tree) }
        }
    }

    /// True for a mount of the step, and not one that the image declares.
    func holds(_ mount: Mount) -> Bool {
        mount.source == .tmpfs || mount.volumeName.map { names.contains($0) } ?? false
    }

    /// Takes the volumes out of a world again.
    func remove(from world: World) {
        for name in names { world.state.volumes[name] = nil }
    }

    /// A tree without the empty directories and files that were made to mount on (moby/buildkit,
    /// executor/stubs.go); the directories above them keep the times they had.
    func withoutPoints(_ tree: FileTree, before: FileTree) throws -> FileTree {
        var tree = tree
        for mount in mounts {
            var place = mount.destination
            var times: [(TreePath, Nanoseconds)] = []
            while !place.isRoot {
                if (try? before.entry(at: place, follow: false)) != nil { break }
                guard let entry = try? tree.entry(at: place, follow: false) else { break }
                let isEmpty =
                    entry.node.kind == .directory
                    ? try tree.list(place).isEmpty
                    : entry.node.kind == .file && entry.node.size == 0
                if !isEmpty { break }
                if let parent = try? before.entry(at: place.parent, follow: false) {
                    times.append((place.parent, parent.node.modified))
                }
                try tree.removeAll(place, now: 0)
                place = place.parent
            }
            for (path, time) in times {
                try tree.setModified(time, of: path, follow: false)
            }
        }
        return tree
    }
}
