package import LayArchive
internal import LayBounds
package import LayFiles

/// What killed saves and former worlds left in a directory.
package struct Leftovers {
    /// The blobs that have to stay.
    package struct Kept {
        package var blobs: Set<Digest> = []
        /// A manifest that is damaged: whatever it refers to would have to stay as well.
        package var unknown: Digest?
    }

    let blobs: Blobs

    package init(blobs: Blobs) { self.blobs = blobs }

    /// All blobs that manifests refer to, whoever wrote them.
    package func reachable(from descriptors: [JSONValue]) -> Kept {
        var kept = Kept()
        func visit(_ value: JSONValue) {
            for inner in value.array ?? [] { visit(inner) }
            guard let object = value.object else { return }
            if let digest = object["digest"]?.string.flatMap({ Digest(parsing: $0) }),
                kept.blobs.insert(digest).inserted
            {
                if let document = document(digest, object["mediaType"]?.string, &kept) {
                    visit(document)
                }
            }
            for (_, inner) in object.entries { visit(inner) }
        }
        for descriptor in descriptors { visit(descriptor) }
        return kept
    }

    /// A blob that may refer to others; `nil` for one that does not, or that is not there, as
    /// with the platforms that another tool left out when it copied an index.
    private func document(_ digest: Digest, _ type: String?, _ kept: inout Kept) -> JSONValue? {
        let isList = type.map {
            ($0.contains("manifest") || $0.contains("index")) && $0.hasSuffix("json")
        }
        guard isList ?? true,
            case .file(let contents)? = try? blobs.files.entry(
                at: blobs.path(digest), follow: true
            ).node.body
        else { return nil }
        // Without a type most blobs are layers, which are no documents.
        let bytes =
            type == nil && contents.count > 16 << 20
            ? nil : try? contents.document("", blobs.limits)
        let document = bytes.flatMap { try? JSONValue(parsing: $0, limits: blobs.limits) }
        if let type, MediaType.isManifest(type) || MediaType.isIndex(type),
            document == nil || bytes.map({ Digest.of($0) }) != digest
        {
            kept.unknown = digest
        }
        return document
    }

    /// Removes the files that never got their names.
    ///
    /// - Throws: `FileError` when one cannot be removed.
    package func removeTemporaries() throws(FileError) -> (files: Int, bytes: Int) {
        try remove(
            try blobs.files.list(blobs.root).filter { $0.name.starts(with: Staging.prefix) }.map {
                blobs.root.appending(name: $0.name)
            })
    }

    /// Removes blobs that are not among those to keep.
    ///
    /// - Throws: `FileError` when one cannot be removed.
    package func remove(keeping: Set<Digest>) throws(FileError) -> (files: Int, bytes: Int) {
        let folder = blobs.root.appending(name: "blobs".utf8).appending(name: "sha256".utf8)
        var removed: [TreePath] = []
        for item in (try? blobs.files.list(folder)) ?? [] where item.kind == .file {
            guard let digest = Digest(hex: String(decoding: item.name, as: UTF8.self)),
                !keeping.contains(digest)
            else { continue }
            removed.append(folder.appending(name: item.name))
        }
        return try remove(removed)
    }

    private func remove(_ paths: [TreePath]) throws(FileError) -> (files: Int, bytes: Int) {
        var bytes = 0
        for path in paths {
            bytes += (try? blobs.files.status(at: path, follow: false).size) ?? 0
            try blobs.files.unlink(path)
        }
        return (paths.count, bytes)
    }
}
