public import LayFiles
public import LayImages

/// What a `--mount` text asks for, as Docker's client and daemon read it.
public struct MountArgument: Sendable, Equatable {
    /// A name and its value.
    public struct Pair: Sendable, Equatable {
        /// The name.
        public var key: String
        /// The value, empty when there was none.
        public var value: String
    }

    /// How far a bind mount takes the mounts below its source along.
    public enum Recursion: String, Sendable {
        case enabled, disabled, writable, readonly
    }

    /// The text, with a host path made absolute.
    public var text = ""
    /// `volume`, `bind`, `tmpfs` or what else was written.
    public var type = "volume"
    /// A volume's name or a host path; empty for none.
    public var source = ""
    /// The place in the container.
    public var target = ""
    /// `readonly`
    public var isReadOnly = false
    /// `consistency=`, which changes nothing on Linux.
    public var consistency: String?
    /// `bind-propagation=`
    public var propagation: String?
    /// `bind-recursive=` and `bind-nonrecursive`
    public var recursion = Recursion.enabled
    /// False for `volume-nocopy`.
    public var copies = true
    /// `volume-label=`
    public var labels: [Pair] = []
    /// `volume-driver=`
    public var driver: String?
    /// `volume-opt=`
    public var options: [Pair] = []
    /// `volume-subpath=`
    public var subpath = ""
    /// `tmpfs-size=` in bytes.
    public var size: Int?
    /// `tmpfs-mode=`
    public var mode: UInt16?
    /// The kinds of options that were given, which must be those of the type.
    var groups: [String] = []

    /// Reads `type=TYPE,source=SOURCE,target=/PATH,…`; a source that begins with `./` is a path
    /// from `directory`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ text: String, in directory: TreePath = .root) throws(ImageError) {
        do throws(CommaSeparatedLine.Problem) {
            var fields = try CommaSeparatedLine.fields(text)
            for index in fields.indices {
                let before = source
                try take(fields[index], directory)
                // The text is read again later, where the directory is not known.
                if source != before { fields[index] = "source=\(source)" }
            }
            try checkTogether()
            self.text = CommaSeparatedLine.text(fields)
        } catch {
            throw .mountArgument(text, error.message)
        }
        try checkMeaning()
    }

    /// The mount of a volume, written as a text.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(
        volume name: String, at target: String, isReadOnly: Bool, copies: Bool, subpath: String
    ) throws(ImageError) {
        self.source = name
        self.target = target
        self.isReadOnly = isReadOnly
        self.copies = copies
        self.subpath = subpath
        var fields = ["type=volume", "source=\(name)", "target=\(target)"]
        if isReadOnly { fields.append("readonly") }
        if !copies { fields.append("volume-nocopy") }
        if !subpath.isEmpty { fields.append("volume-subpath=\(subpath)") }
        text = CommaSeparatedLine.text(fields)
        try checkMeaning()
    }

    /// What the options must be together, which Docker's client checks.
    private func checkTogether() throws(CommaSeparatedLine.Problem) {
        if type.isEmpty { throw .missing("type") }
        if target.isEmpty { throw .missing("target") }
        for group in ["volume", "image", "bind", "tmpfs"]
        where groups.contains(group) && type != group {
            throw .mixed(group, with: type)
        }
        guard recursion == .writable || recursion == .readonly else { return }
        if !isReadOnly { throw .missing("readonly", besides: recursion) }
        if recursion == .readonly, propagation != "rprivate" {
            throw .missing("bind-propagation=rprivate", besides: recursion)
        }
    }

    /// What Docker's daemon checks, besides what is on the host.
    private func checkMeaning() throws(ImageError) {
        try MountTarget.check(target, type)
        switch type {
        case "bind":
            if source.isEmpty { throw .emptyMountField(type, "Source") }
            if let propagation, (try? MountMode(propagation))?.propagation == nil {
                throw .invalidPropagation(type, propagation)
            }
            if !source.hasPrefix("/") { throw .mountConfig(type, MountTarget.notAbsolute(source)) }
        case "volume":
            try checkVolume()
        case "tmpfs":
            if !source.isEmpty { throw .unwantedMountField(type, "Source") }
        case "image":
            if source.isEmpty { throw .emptyMountField(type, "Source") }
        case "cluster": break
        default:
            throw .unknownMountType(type)
        }
    }

    private func checkVolume() throws(ImageError) {
        if !subpath.isEmpty {
            if source.isEmpty { throw .mountsAnonymous(type, with: "Subpath") }
            if !VolumeSubpath.isLocal(subpath) { throw .subpathNotLocal(type) }
        }
        if source.isEmpty {
            if isReadOnly { throw .mountsAnonymous(type, with: "ReadOnly mode") }
        } else {
            try VolumeName.check(source)
        }
    }
}
