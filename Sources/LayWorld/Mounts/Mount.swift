internal import LayBounds
public import LayFiles
public import LayImages

/// Something mounted into a container.
public struct Mount: Sendable {
    /// What lies behind the mount.
    public enum Source: Sendable, Equatable {
        /// A volume of the world, by name; without one it is made with the container.
        case volume(String)
        /// A path of the host.
        case bind(TreePath)
        /// Memory of the container's own.
        case tmpfs
    }

    /// How a mount was asked for, which `inspect` shows again.
    public enum Origin: Sendable, Equatable {
        /// A `-v` text with a source, in `HostConfig.Binds`.
        case bind(String)
        /// A `--mount` text, or one that says the same, in `HostConfig.Mounts`.
        case mount(String)
        /// The options of a `--tmpfs` text, in `HostConfig.Tmpfs`.
        case tmpfs(String)
        /// A `-v /path` without a source or an image's VOLUME, in `Config.Volumes`.
        case anonymous
        /// What `volumes_from` brought.
        case inherited
    }

    /// What is mounted.
    public var source: Source
    /// Where in the container.
    public var destination: TreePath
    /// True when nothing below may be written.
    public var isReadOnly: Bool
    /// False when an empty volume is not filled from the image.
    public var copies: Bool
    /// The part of the source that is mounted.
    public var subpath: TreePath
    /// True for a volume that got its name by itself and goes with its container.
    public var isAnonymous: Bool
    /// How it was asked for.
    public var origin: Origin
    /// The mode text, such as `ro,z`, as Docker keeps it.
    public var mode = ""
    /// How mounts below a bind mount would spread; only shown.
    public var propagation = "rprivate"
    /// True when a missing host path is made, as `-v` does and `--mount` does not.
    public var makesSource = false
    /// What a tmpfs is made with.
    public var tmpfs = TmpfsOptions()

    /// A mount at a place.
    public init(
        _ source: Source, at destination: TreePath, isReadOnly: Bool = false, copies: Bool = true,
        subpath: TreePath = .root, isAnonymous: Bool = false, origin: Origin = .mount("")
    ) {
        self.source = source
        self.destination = destination
        self.isReadOnly = isReadOnly
        self.copies = copies
        self.subpath = subpath
        self.isAnonymous = isAnonymous
        self.origin = origin
    }

    /// The volume's name; `nil` for what is no volume.
    public var volumeName: String? {
        if case .volume(let name) = source { name } else { nil }
    }
}

extension Mount {
    /// What a `-v` text asks for; a bind mount is of the host path `place`, links resolved.
    public init(_ argument: VolumeArgument, place: TreePath?) {
        let source: Source =
            argument.kind == .bind ? .bind(place ?? .root) : .volume(argument.source ?? "")
        self.init(
            source, at: argument.destination, isReadOnly: argument.mode.isReadOnly,
            copies: argument.kind == .volume && argument.mode.copies,
            isAnonymous: argument.source == nil,
            origin: argument.source == nil ? .anonymous : .bind(argument.text))
        mode = argument.mode.text
        propagation = argument.mode.propagation ?? "rprivate"
        makesSource = true
    }

    /// What a `--mount` text asks for; a bind mount is of the host path `place`, links resolved.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for an image or a cluster volume.
    public init(_ argument: MountArgument, place: TreePath?) throws(ImageError) {
        let source: Source
        switch argument.type {
        case "bind": source = .bind(place ?? .root)
        case "volume": source = .volume(argument.source)
        case "tmpfs": source = .tmpfs
        default: throw .unsupportedMount(argument.type)
        }
        self.init(
            source, at: TreePath(argument.target), isReadOnly: argument.isReadOnly,
            copies: argument.type == "volume" && argument.copies,
            subpath: TreePath(argument.subpath),
            isAnonymous: argument.type == "volume" && argument.source.isEmpty,
            origin: .mount(argument.text))
        propagation = argument.propagation ?? "rprivate"
        tmpfs = TmpfsOptions(size: argument.size, mode: argument.mode)
    }

    /// What a `--tmpfs` text asks for.
    public init(_ argument: TmpfsArgument) {
        self.init(
            .tmpfs, at: argument.destination, isReadOnly: argument.isReadOnly, copies: false,
            origin: .tmpfs(argument.text))
        tmpfs = argument.options
    }
}

/// What a tmpfs is made with.
public struct TmpfsOptions: Sendable, Equatable {
    /// The most bytes it holds; `nil` for no limit.
    public var size: Int?
    /// The mode of its root; `nil` for that of the directory it covers, or 1777.
    public var mode: UInt16?
    /// The owner of its root.
    public var uid: UInt32 = 0
    /// The group of its root.
    public var gid: UInt32 = 0

    /// Options of a size and a mode.
    public init(size: Int? = nil, mode: UInt16? = nil) {
        self.size = size
        self.mode = mode
    }
}
