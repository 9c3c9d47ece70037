internal import LayArchive
internal import LayFiles

/// What killed saves and former worlds left in a directory.
struct Leftovers {
    let blobs: Blobs

    /// All blobs that manifests refer to, whoever wrote them.
    func reachable(from descriptors: [JSONValue]) -> Set<Digest> {
        var result: Set<Digest> = []
        func visit(_ value: JSONValue) {
            for inner in value.array ?? [] { visit(inner) }
            guard let object = value.object else { return }
            if let digest = object["digest"]?.string.flatMap({ Digest(parsing: $0) }),
                result.insert(digest).inserted
            {
                let type = object["mediaType"]?.string
                let isList = type.map { $0.contains("manifest") || $0.contains("index") } ?? true
                // One that cannot be read refers to nothing that could be known.
                if isList,
                    case .file(let contents)? = try? blobs.files.entry(
                        at: blobs.path(digest), follow: true
                    ).node.body, contents.count < 16 << 20, let bytes = try? contents.bytes(),
                    let document = try? JSONValue(parsing: bytes)
                {
                    visit(document)
                }
            }
            for (_, inner) in object.entries { visit(inner) }
        }
        for descriptor in descriptors { visit(descriptor) }
        return result
    }

    /// Removes temporary files, and blobs that are not among those to keep.
    ///
    /// - Throws: `FileError` when something cannot be removed.
    func remove(keeping: Set<Digest>) throws(FileError) -> (files: Int, bytes: Int) {
        var removed: [TreePath] = []
        for item in try blobs.files.list(blobs.root) where item.name.starts(with: Staging.prefix) {
            removed.append(blobs.root.appending(name: item.name))
        }
        let folder = blobs.root.appending(name: "blobs".utf8).appending(name: "sha256".utf8)
        for item in (try? blobs.files.list(folder)) ?? [] where item.kind == .file {
            guard let digest = Digest(hex: String(decoding: item.name, as: UTF8.self)),
                !keeping.contains(digest)
            else { continue }
            removed.append(folder.appending(name: item.name))
        }
        var bytes = 0
        for path in removed {
            bytes += (try? blobs.files.entry(at: path, follow: false).node.size) ?? 0
            try blobs.files.unlink(path)
        }
        return (removed.count, bytes)
    }
}
