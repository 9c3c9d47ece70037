internal import LayArchive
internal import LayFiles

/// Mounts as the saved state describes them.
enum MountRecord {
    static func document(_ mount: Mount) -> JSONObject {
        var kind = "tmpfs"
        var source = ""
        switch mount.source {
        case .volume(let name): (kind, source) = ("volume", name)
        case .bind(let path): (kind, source) = ("bind", path.description)
        case .tmpfs: break
        }
        return [
            "type": .string(kind), "source": .string(source),
            "destination": .string(mount.destination.description),
            "ro": .bool(mount.isReadOnly), "copies": .bool(mount.copies),
            "subpath": .string(mount.subpath.description),
            "anonymous": .bool(mount.isAnonymous),
            "origin": .array(origin(mount.origin).map { .string($0) }),
            "mode": .string(mount.mode), "propagation": .string(mount.propagation),
            "makes_source": .bool(mount.makesSource),
            "size": mount.tmpfs.size.map { .int(Int64($0)) } ?? .null,
            "tmpfs_mode": mount.tmpfs.mode.map { .int(Int64($0)) } ?? .null,
            "tmpfs_uid": .int(Int64(mount.tmpfs.uid)), "tmpfs_gid": .int(Int64(mount.tmpfs.gid)),
        ]
    }

    private static func origin(_ origin: Mount.Origin) -> [String] {
        switch origin {
        case .bind(let text): ["bind", text]
        case .mount(let text): ["mount", text]
        case .tmpfs(let text): ["tmpfs", text]
        case .anonymous: ["anonymous", ""]
        case .inherited: ["inherited", ""]
        }
    }

    private static func origin(_ document: JSONValue?) -> Mount.Origin {
        let parts = document?.strings ?? []
        let text = parts.last ?? ""
        switch parts.first {
        case "bind": return .bind(text)
        case "tmpfs": return .tmpfs(text)
        case "anonymous": return .anonymous
        case "inherited": return .inherited
        default: return .mount(text)
        }
    }

    static func mount(_ document: JSONValue) -> Mount {
        let name = document["source"]?.string ?? ""
        let source: Mount.Source =
            switch document["type"]?.string {
            case "volume": .volume(name)
            case "bind": .bind(TreePath(name))
            default: .tmpfs
            }
        var mount = Mount(
            source, at: TreePath(document["destination"]?.string ?? "/"),
            isReadOnly: document["ro"] == .bool(true),
            copies: document["copies"] == .bool(true),
            subpath: TreePath(document["subpath"]?.string ?? "/"),
            isAnonymous: document["anonymous"] == .bool(true),
            origin: origin(document["origin"]))
        mount.mode = document["mode"]?.string ?? ""
        mount.propagation = document["propagation"]?.string ?? "rprivate"
        mount.makesSource = document["makes_source"] == .bool(true)
        mount.tmpfs.size = document["size"]?.int(in: 0...Int.max)
        mount.tmpfs.mode = document["tmpfs_mode"]?.int.flatMap { UInt16(exactly: $0) }
        mount.tmpfs.uid = document["tmpfs_uid"]?.int.flatMap { UInt32(exactly: $0) } ?? 0
        mount.tmpfs.gid = document["tmpfs_gid"]?.int.flatMap { UInt32(exactly: $0) } ?? 0
        return mount
    }
}
