public import LayFiles

/// Something mounted into a container.
public struct Mount: Sendable {
    /// What lies behind the mount.
    public enum Source: Sendable {
        /// A volume of the world, by name.
        case volume(String)
        /// A path of the host.
        case bind(TreePath)
        /// Memory of the container's own.
        case tmpfs
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

    /// A mount at a place.
    public init(
        _ source: Source, at destination: TreePath, isReadOnly: Bool = false, copies: Bool = true,
        subpath: TreePath = .root, isAnonymous: Bool = false
    ) {
        self.source = source
        self.destination = destination
        self.isReadOnly = isReadOnly
        self.copies = copies
        self.subpath = subpath
        self.isAnonymous = isAnonymous
    }
}

/// What a `-v` argument asks for, as Docker reads it.
public struct VolumeArgument: Sendable, Equatable {
    /// A host path, a volume's name, or `nil` for an anonymous volume.
    public var source: String?
    /// The place in the container.
    public var destination: String
    /// `:ro`
    public var isReadOnly = false
    /// `:nocopy`
    public var copies = true

    /// True when the source is a path of the host.
    public var isBind: Bool {
        source.map { $0.hasPrefix("/") || $0.hasPrefix(".") || $0.hasPrefix("~") } ?? false
    }

    /// Reads `[SOURCE:]DESTINATION[:OPTIONS]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ text: String) throws(ImageError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var options: [String] = []
        switch parts.count {
        case 1: destination = parts[0]
        case 2:
            if parts[1].hasPrefix("/") {
                source = parts[0]
                destination = parts[1]
            } else {
                destination = parts[0]
                options = parts[1].split(separator: ",").map(String.init)
            }
        case 3:
            source = parts[0]
            destination = parts[1]
            options = parts[2].split(separator: ",").map(String.init)
        default:
            throw ImageError(
                "ValueError", "invalid volume specification: '\(text)'",
                help: "write [SOURCE:]DESTINATION[:ro]")
        }
        if destination.isEmpty || source?.isEmpty == true {
            throw ImageError(
                "ValueError",
                "invalid volume specification: '\(text)': empty section between colons")
        }
        if !destination.hasPrefix("/") {
            throw ImageError(
                "ValueError",
                "invalid volume specification: '\(text)': invalid mount path: '\(destination)' mount path must be absolute"
            )
        }
        if TreePath(destination).isRoot {
            throw ImageError(
                "ValueError",
                "invalid volume specification: '\(text)': invalid specification: destination can't be '/'"
            )
        }
        for option in options {
            switch option {
            case "ro": isReadOnly = true
            case "rw", "z", "Z": break
            case "nocopy": copies = false
            default:
                throw ImageError(
                    "ValueError",
                    "invalid volume specification: '\(text)': invalid mode: \(option)",
                    help: "modes are ro, rw and nocopy")
            }
        }
    }
}
