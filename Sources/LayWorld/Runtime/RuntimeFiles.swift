internal import LayBounds
public import LayFiles

/// What a runtime mounts into every container: devices, processes and the files of its network.
///
/// Nothing of it is made before somebody looks: the devices are one tree that all containers share,
/// and a container has a tree of its own only once a program has changed something.
struct RuntimeFiles {
    /// A place where the runtime mounts something.
    enum Root: Int, CaseIterable, Sendable {
        case dev, proc, sys, hosts, hostname, resolver

        private static let paths: [TreePath] = [
            "/dev", "/proc", "/sys", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf",
        ]

        /// Where it is.
        var path: TreePath { Self.paths[rawValue] }
        /// True for a file of `/etc`, which is the runtime's and is written all the same.
        var isSetting: Bool { rawValue >= Root.hosts.rawValue }
        /// What it is.
        var kind: FileKind { isSetting ? .file : .directory }
    }

    /// The directory of the files that the runtime mounts one by one.
    static let settings: TreePath = "/etc"
    /// What a directory is that is there only for something to be mounted in it.
    static let directory = FileNode(.directory, attributes: FileAttributes(mode: 0o755))
    /// Bytes that `/dev` and what is mounted in it hold at most, as Docker makes them.
    static let room = 64 << 20

    private static let all = Root.allCases
    private static let copied = Root.allCases.filter(\.isSetting)

    /// Which of them are seen.
    let roots: [Root]
    private let changed: FileTree?
    private let owner: any RuntimeOwner

    /// What the programs of a container see; `docker cp` sees only the files of `/etc`.
    init(_ owner: any RuntimeOwner, changed: FileTree?, copying: Bool) {
        self.owner = owner
        self.changed = changed
        roots = copying ? Self.copied : Self.all
    }

    /// What the programs of a container will see that is just made.
    init(planned container: Container) {
        self.init(
            PlannedContainer(container.settings.hostname), changed: container.runtime,
            copying: false)
    }

    /// The mount that holds a path.
    func root(of path: TreePath) -> Root? {
        let bytes = path.bytes
        guard bytes.count >= 3 else { return nil }
        let candidate: Root
        switch bytes[0] {
        case UInt8(ascii: "d"): candidate = .dev
        case UInt8(ascii: "p"): candidate = .proc
        case UInt8(ascii: "s"): candidate = .sys
        case UInt8(ascii: "e") where bytes.count >= 9:
            return Self.copied.first { path.isBelowOrEqual($0.path) }
        default: return nil
        }
        guard path.isBelowOrEqual(candidate.path), roots.count == Self.all.count else { return nil }
        return candidate
    }

    /// The tree that holds a mount's files, under the paths they have in the container.
    func tree(of root: Root) -> FileTree {
        if root == .proc { return owner.processes }
        if let changed { return changed }
        return root.isSetting ? Self.whole(hostname: owner.hostname) : Self.devices
    }

    /// Everything but the processes, to be changed.
    static func whole(hostname: String) -> FileTree {
        var tree = devices
        let texts = [
            (Root.hosts, hosts), (.hostname, "\(hostname)\n"),
            (.resolver, "# A container of Lay has no network.\n"),
        ]
        for (root, text) in texts { tree.put(text, at: root.path) }
        return tree
    }

    /// As Docker writes it for a container without a network.
    private static let hosts = """
        127.0.0.1\tlocalhost
        ::1\tlocalhost ip6-localhost ip6-loopback
        fe00::\tip6-localnet
        ff00::\tip6-mcastprefix
        ff02::1\tip6-allnodes
        ff02::2\tip6-allrouters

        """

    /// `/dev` as runc makes it, and an empty `/sys`.
    private static let devices: FileTree = {
        var tree = FileTree()
        tree.putDirectory("/dev", mode: 0o755)
        tree.putDirectory("/dev/pts", mode: 0o755)
        tree.putDirectory("/dev/shm", mode: 0o1777)
        tree.putDirectory("/dev/mqueue", mode: 0o1777)
        tree.putDirectory("/sys", mode: 0o555)
        for device in Device.allCases {
            tree.put(.characterDevice(device.number), mode: 0o666, at: device.path)
        }
        for (name, target) in [
            ("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"),
            ("stderr", "/proc/self/fd/2"), ("ptmx", "pts/ptmx"),
        ] {
            tree.putLink(target, at: TreePath("/dev/\(name)"))
        }
        return tree
    }()
}

/// Who knows what the runtime's files tell of a container.
protocol RuntimeOwner: AnyObject {
    /// What the machine is called.
    var hostname: String { get }
    /// `/proc` as the program that runs now sees it.
    var processes: FileTree { get }
}

/// A container that nothing runs in yet.
private final class PlannedContainer: RuntimeOwner {
    let hostname: String

    init(_ hostname: String) {
        self.hostname = hostname
    }

    var processes: FileTree {
        var tree = FileTree()
        tree.putDirectory("/proc", mode: 0o555)
        return tree
    }
}

extension Container {
    /// What its programs made or changed of the runtime's files, which goes with them; what is in
    /// memory by intent is left out.
    public var changedRuntimePaths: [TreePath] {
        guard let runtime else { return [] }
        let before = RuntimeFiles.whole(hostname: settings.hostname)
        guard let changes = try? TreeChanges(from: before, to: runtime) else { return [] }
        return changes.map(\.path).filter { path in
            !path.isBelowOrEqual("/dev/shm") && !path.isBelowOrEqual("/dev/mqueue")
                && path != "/dev" && path != RuntimeFiles.settings
        }
    }

    /// Makes a change in what the runtime mounts, which is this container's own from then on.
    mutating func change(
        _ root: RuntimeFiles.Root, _ place: MountedFiles.Place, _ change: PartChange
    ) throws(FileError) {
        switch root {
        case .proc:
            let isKernels = place.path.isBelowOrEqual("/proc/sys")
            throw FileError(isKernels ? .readOnly : .permissionDenied, place.path)
        case .sys: throw FileError(.readOnly, place.path)
        case .hosts, .hostname, .resolver:
            if settings.isReadOnly { throw FileError(.readOnly, place.path) }
        case .dev: break
        }
        var tree = runtime ?? RuntimeFiles.whole(hostname: settings.hostname)
        runtime = nil
        defer { runtime = tree }
        try change.apply(to: &tree, place, limit: RuntimeFiles.room)
    }
}

/// Building trees of names that are known to be good.
extension FileTree {
    mutating func put(_ body: FileNode.Body, mode: UInt16, uid: UInt32 = 0, at path: TreePath) {
        let attributes = FileAttributes(mode: mode, uid: uid, gid: uid)
        try? make(FileNode(body, attributes: attributes), at: path)
    }

    mutating func put(_ text: String, mode: UInt16 = 0o644, at path: TreePath) {
        try? makeDirectories(path.parent, now: 0)
        put(.file(FileContents(text)), mode: mode, at: path)
    }

    mutating func putDirectory(_ path: TreePath, mode: UInt16) {
        put(.directory, mode: mode, at: path)
    }

    mutating func putLink(_ target: String, at path: TreePath) {
        put(.symlink(target: Array(target.utf8)), mode: 0o777, at: path)
    }
}
