public import LayFiles

/// A container: an image, a writable layer of its own, mounts and a state.
public struct Container: Sendable {
    /// Where a container is in its life.
    public enum State: String, Sendable {
        case created, running, paused, exited
    }

    /// The 64 hexadecimal digits that name it for ever.
    public let id: String
    /// The name, unique in its world.
    public var name: String
    /// The image it was made from.
    public let image: Image
    /// How the image was named.
    public let imageName: String
    /// The image's files with the writable layer.
    public var tree: FileTree
    /// Where it is in its life.
    public var state: State = .created
    /// The exit status of the last run.
    public var status: Int?
    /// What is mounted, outer mounts before those inside them.
    public var mounts: [Mount] = []
    /// The files of its tmpfs mounts, by destination.
    public var temporary: [TreePath: FileTree] = [:]
    /// The words it runs: entrypoint and command.
    public var command: [String] = []
    /// The entrypoint among the words.
    public var entrypoint: [String] = []
    /// The environment as `K=v`.
    public var environment: [String] = []
    /// Where it starts.
    public var workingDirectory = "/"
    /// As whom it runs.
    public var user = ""
    /// Names and values given to it.
    public var labels: [(key: String, value: String)] = []
    /// `HostConfig.RestartPolicy`
    public var restartPolicy = "no"
    /// True when it is removed as soon as it ends.
    public var removesItself = false
    /// True when its own layer may not be written.
    public var isReadOnly = false
    /// The host name inside.
    public var hostname = ""
    /// The signal that `stop` sends.
    public var stopSignal = "SIGTERM"
    /// What its program wrote.
    public var log: [UInt8] = []
    /// Seconds since the epoch.
    public var created = 0
    /// The place in the order of creation.
    public var number = 0

    init(id: String, name: String, image: Image, imageName: String) {
        self.id = id
        self.name = name
        self.image = image
        self.imageName = imageName
        tree = image.tree
    }

    /// The writable layer.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*k*) in what was changed.
    public func changes() throws(FileError) -> TreeChanges {
        try TreeChanges(from: image.tree, to: tree)
    }

    /// What `docker diff` lists: changed (C), added (A) and removed (D) paths, in path order.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func diff() throws(FileError) -> [(kind: String, path: TreePath)] {
        var lines: [TreePath: String] = [:]
        func markParents(_ path: TreePath) {
            var parent = path.parent
            while !parent.isRoot, lines[parent] == nil {
                lines[parent] = "C"
                parent = parent.parent
            }
        }
        for change in try changes() {
            if change.path.isRoot { continue }
            let wasThere = (try? image.tree.entry(at: change.path, follow: false)) != nil
            lines[change.path] = change.kind == .removed ? "D" : wasThere ? "C" : "A"
            markParents(change.path)
            if change.isOpaque, let below = try? image.tree.list(change.path) {
                for item in below {
                    let path = change.path.appending(name: item.name)
                    if lines[path] == nil, !tree.contains(path) { lines[path] = "D" }
                }
            }
        }
        return lines.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
    }
}
