import LayArchive
import LayFiles
import LayImages

/// What a build made, in the rows that outcomes are recorded in.
struct BuiltRows {
    /// Paths that differ from the base, a line each.
    let files: [String]
    let removed: [String]
    /// The paths of each layer above the base's.
    let layers: [[String]]

    init(_ image: Image, base: Image) throws {
        var groups: [Int: Int] = [:]
        var counts: [Int: Int] = [:]
        for entry in image.tree.walk() where entry.linkID != 0 {
            counts[entry.linkID, default: 0] += 1
        }
        var files: [String] = []
        var removed: [String] = []
        for change in try TreeChanges(from: base.tree, to: image.tree) {
            if change.node == nil { removed.append(change.path.description) }
        }
        for entry in image.tree.walk() {
            let former = try? base.tree.entry(at: entry.path, follow: false)
            if let former, (former.linkID == 0) == (entry.linkID == 0),
                try Self.isSame(former.node, entry.node)
            {
                continue
            }
            if entry.linkID != 0, groups[entry.linkID] == nil, counts[entry.linkID] ?? 0 > 1 {
                groups[entry.linkID] = groups.count + 1
            }
            files.append(try Self.row(entry, group: groups[entry.linkID]))
        }
        self.files = files
        self.removed = removed.sorted()
        layers = image.layers.dropFirst(base.layers.count).map { layer in
            layer.changes.map(\.path.description).filter { $0 != "/" }.sorted()
        }
    }

    private static func isSame(_ a: FileNode, _ b: FileNode) throws -> Bool {
        guard a.kind == b.kind, a.attributes == b.attributes, a.target == b.target else {
            return false
        }
        guard case .file(let x) = a.body, case .file(let y) = b.body else { return true }
        return try x.equals(y)
    }

    private static func row(_ entry: FileEntry, group: Int?) throws -> String {
        let node = entry.node
        var value = node.target.map { String(decoding: $0, as: UTF8.self) } ?? ""
        var kind = "?"
        switch node.body {
        case .directory: kind = "d"
        case .file(let contents):
            kind = "f"
            value = try Digest.of(contents).hex
        case .symlink: kind = "l"
        case .fifo: kind = "p"
        case .characterDevice(let device):
            kind = "c"
            value = "\(device.major):\(device.minor)"
        case .blockDevice(let device):
            kind = "b"
            value = "\(device.major):\(device.minor)"
        }
        var mode = String(node.attributes.mode, radix: 8)
        mode = String(repeating: "0", count: max(0, 4 - mode.count)) + mode
        var row =
            "\(entry.path) \(kind) \(mode) \(node.attributes.uid):\(node.attributes.gid) "
            + "\(node.kind == .file ? node.size : 0) \(value)"
        if let group { row += " group \(group)" }
        for attribute in node.attributes.extendedAttributes {
            row += " xattr \(String(decoding: attribute.name, as: UTF8.self))"
        }
        return row
    }

    /// A recorded row in the same form.
    static func row(_ row: JSONValue) -> String {
        let parts = row.array ?? []
        guard parts.count > 6 else { return "?" }
        let extra = parts.count > 7 ? parts[7] : nil
        var text =
            "\(parts[0].string ?? "") \(parts[1].string ?? "") \(parts[2].string ?? "") "
            + "\(parts[3].int ?? 0):\(parts[4].int ?? 0) \(parts[5].int ?? 0) \(parts[6].string ?? "")"
        if let group = extra?["group"]?.int { text += " group \(group)" }
        for (name, _) in extra?["xattrs"]?.object?.entries ?? [] { text += " xattr \(name)" }
        return text
    }
}
