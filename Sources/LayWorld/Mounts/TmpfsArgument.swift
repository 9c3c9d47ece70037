internal import LayBounds
public import LayFiles
public import LayImages

/// What a `--tmpfs` text asks for: `/run:size=64m,mode=1777,ro`.
public struct TmpfsArgument: Sendable, Equatable {
    /// The place in the container.
    public let destination: TreePath
    /// The options as they were written.
    public let text: String
    /// True for `ro`.
    public let isReadOnly: Bool
    /// What the options say of the files.
    public let options: TmpfsOptions

    /// Mount flags that change nothing here.
    private static let flags: Set<String> = [
        "defaults", "rw", "ro", "suid", "nosuid", "dev", "nodev", "exec", "noexec", "sync",
        "async", "dirsync", "mand", "nomand", "atime", "noatime", "diratime", "nodiratime",
        "relatime", "norelatime", "strictatime", "nostrictatime", "bind", "rbind", "remount",
        "private", "rprivate", "shared", "rshared", "slave", "rslave", "unbindable", "runbindable",
    ]

    /// Reads `DESTINATION[:OPTIONS]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    public init(_ argument: String) throws(ImageError) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let place = parts.first.map(String.init) ?? ""
        if let reason = MountTarget.problem(place) {
            throw .tmpfsPlace(reason)
        }
        destination = TreePath(place)
        text = parts.count > 1 ? String(parts[1]) : ""
        var options = TmpfsOptions()
        var isReadOnly = false
        for option in text.split(separator: ",").map(String.init) {
            let pair = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2, let key = pair.first, let value = pair.last else {
                if !Self.flags.contains(option) { throw .tmpfsOption(option) }
                if option == "ro" || option == "rw" { isReadOnly = option == "ro" }
                continue
            }
            try Self.set(key, value, option, in: &options)
        }
        self.options = options
        self.isReadOnly = isReadOnly
    }

    private static func set(
        _ key: String, _ value: String, _ option: String, in options: inout TmpfsOptions
    ) throws(ImageError) {
        switch key {
        case "size":
            // A share of the machine's memory means nothing here, where no machine is.
            if value.hasSuffix("%"), Int(value.dropLast()) != nil { return }
            guard let size = ByteSize.kernel(value) else { throw .tmpfsOption(option) }
            // tmpfs takes a size of zero for none.
            options.size = size == 0 ? nil : size
        case "mode":
            guard let mode = UInt16(value, radix: 8), mode <= 0o7777 else {
                throw .tmpfsOption(option)
            }
            options.mode = mode
        case "uid":
            guard let uid = UInt32(value) else { throw .tmpfsOption(option) }
            options.uid = uid
        case "gid":
            guard let gid = UInt32(value) else { throw .tmpfsOption(option) }
            options.gid = gid
        case "nr_inodes", "nr_blocks", "mpol": break
        default: throw .tmpfsOption(option)
        }
    }
}
