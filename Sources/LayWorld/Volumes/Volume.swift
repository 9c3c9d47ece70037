internal import LayBounds
public import LayFiles

/// A volume: files that outlive containers.
public struct Volume: Sendable {
    /// The name, unique in its world.
    public let name: String
    /// The files; of no use for a volume that binds a host's directory.
    public var tree: FileTree
    /// Names and values given to it.
    public var labels: [(key: String, value: String)]
    /// The driver's name; only `local` exists.
    public var driver: String
    /// The driver's options.
    public var options: [(key: String, value: String)]
    /// True when nobody gave it a name.
    public let isAnonymous: Bool
    /// Seconds since the epoch.
    public let created: Int
    private let charge = SharedCharge(600)

    /// The label Docker gives a volume that nobody gave a name.
    public static let anonymousLabel = "com.docker.volume.anonymous"

    /// True when there is nothing in it, so that an image's files may fill it.
    public var isEmpty: Bool { ((try? tree.list(.root)) ?? []).isEmpty }

    /// Where Docker would keep its files.
    public var mountpoint: String { "/var/lib/docker/volumes/\(name)/_data" }

    /// The value of a driver's option.
    private func option(_ key: String) -> String? { options.first { $0.key == key }?.value }

    /// The host's directory that `type=none,o=bind,device=…` binds.
    public var device: TreePath? {
        Self.boundDirectory(options).map { TreePath($0.path) }
    }

    /// The most bytes it holds, from `type=tmpfs,o=size=…`.
    public var limit: Int? {
        guard option("type") == "tmpfs" else { return nil }
        let size = (option("o") ?? "").split(separator: ",").last { $0.hasPrefix("size=") }
        return size.flatMap { ByteSize.kernel(String($0.dropFirst(5))) }
    }
}

extension Volume {
    /// What Docker's local driver says of options it cannot use; `nil` when they are good.
    static func problem(_ options: [(key: String, value: String)]) -> String? {
        func value(_ key: String) -> String? { options.first { $0.key == key }?.value }
        let known = ["device", "o", "size", "type"]
        if let other = options.map(\.key).sorted().first(where: { !known.contains($0) }) {
            return "invalid option: \"\(other)\""
        }
        let isBind = (value("o") ?? "").split(separator: ",").contains("bind")
        switch value("type") {
        case "tmpfs": return nil
        case "none" where isBind, "" where isBind, "bind" where isBind, nil where isBind:
            guard let device = value("device") else {
                return "missing required option: \"device\""
            }
            return device.hasPrefix("/") ? nil : MountTarget.notAbsolute(device)
        case nil:
            return value("device") == nil && value("o") == nil
                ? nil : "missing required option: \"type\""
        case let type?:
            return "the local driver mounts type=tmpfs, and type=none with o=bind, not '\(type)'"
        }
    }
}

extension Volume {
    /// The directory of the host that a volume with these options would bind, which takes the grant
    /// that a bind mount takes; `nil` for one in the world.
    public static func boundDirectory(_ options: [(key: String, value: String)]) -> (
        path: String, isReadOnly: Bool
    )? {
        let mounts = options.first { $0.key == "o" }?.value.split(separator: ",") ?? []
        guard mounts.contains("bind"), options.first(where: { $0.key == "type" })?.value != "tmpfs",
            let device = options.first(where: { $0.key == "device" })?.value,
            device.hasPrefix("/")
        else { return nil }
        return (device, mounts.contains("ro"))
    }
}
