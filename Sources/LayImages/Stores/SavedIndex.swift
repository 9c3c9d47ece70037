package import LayArchive
internal import LayBounds
internal import LayFiles

/// The `index.json` of a directory, and which of its manifests Lay wrote.
package struct SavedIndex {
    /// A manifest as an index names it.
    package struct Entry: Hashable {
        package let digest: String
        package let name: String
    }

    package let bytes: [UInt8]
    /// All that stands in it.
    package let document: JSONObject
    package let manifests: [JSONValue]
    /// The descriptor of the world's state, if a world is saved here.
    package let state: JSONValue?

    /// Reads the index.
    ///
    /// - Throws: `ImageError` of kind `NotFound` without one, `CorruptData` for one that is none.
    package init(_ blobs: Blobs) throws {
        let path = blobs.root.appending(name: "index.json".utf8)
        guard try blobs.files.find(path) != nil,
            case .file(let contents)? = try? blobs.files.entry(at: path, follow: true).node.body
        else { throw ImageError.noWorld(in: blobs.root) }
        bytes = try contents.document("\(path)", blobs.limits)
        let document: JSONValue
        do {
            document = try JSONValue(parsing: bytes, limits: blobs.limits)
        } catch {
            throw ImageError.damagedJSON(path, error)
        }
        guard let object = document.object, let list = document["manifests"]?.array else {
            throw ImageError.noManifests(path)
        }
        self.document = object
        manifests = list
        state = list.last { $0["annotations"]?[MediaType.stateMark] != nil }
    }

    /// Reads the index of a directory that has one.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` for one that is none.
    package init?(ifIn blobs: Blobs) throws {
        let path = blobs.root.appending(name: "index.json".utf8)
        guard try blobs.files.find(path) != nil else { return nil }
        try self.init(blobs)
    }

    /// The manifests that stay beside new ones: not those of the same names, and no second one
    /// without a name of what is there now.
    package func manifests(besides new: [JSONValue]) -> [JSONValue] {
        let names = Set(new.flatMap { Self.names($0) })
        let digests = Set(new.compactMap { $0["digest"]?.string })
        return manifests.filter { descriptor in
            let own = Self.names(descriptor)
            if own.isEmpty { return !digests.contains(descriptor["digest"]?.string ?? "") }
            return names.isDisjoint(with: own)
        }
    }

    /// What a descriptor names, and how.
    package static func entry(_ descriptor: JSONValue) -> Entry {
        Entry(
            digest: descriptor["digest"]?.string ?? "",
            name: descriptor["annotations"]?[MediaType.referenceName]?.string ?? "")
    }

    /// What an image is called, in full: by containerd's annotation, or else by OCI's, which may be a
    /// tag alone.
    private static func names(_ descriptor: JSONValue) -> [String] {
        let notes = descriptor["annotations"]
        guard
            let name = notes?[MediaType.containerdName]?.string
                ?? notes?[MediaType.referenceName]?.string
        else { return [] }
        return [(try? Reference(name).description) ?? name]
    }

    /// The state's document, and the blobs that were read for it.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` that names the blob at fault.
    package func document(_ blobs: Blobs) throws -> (state: JSONValue, blobs: Set<Digest>) {
        guard let state else {
            throw ImageError.onlyImages(in: blobs.root)
        }
        let user = "the state of the world saved in \(blobs.root)"
        var read: Set<Digest> = []
        func bytes(_ descriptor: JSONValue?, isOwn: Bool = false) throws -> [UInt8] {
            guard let digest = descriptor?["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                throw ImageError.noDigest(in: user)
            }
            let bytes =
                try isOwn
                ? blobs.ownDocument(digest, for: user) : blobs.document(digest, for: user)
            read.insert(digest)
            return bytes
        }
        let manifest = try JSONValue(parsing: try bytes(state), limits: blobs.limits)
        let document = try JSONValue(
            parsing: try bytes(manifest["layers"]?.array?.first, isOwn: true),
            limits: blobs.ownLimits)
        // Nothing stands in it, and a save writes it again.
        _ = try? bytes(manifest["config"])
        return (document, read)
    }

    /// The manifests that are not Lay's own, or that Lay could not read and must not lose.
    ///
    /// A name that the world gives to something itself is taken from them.
    package func others(
        than own: some Sequence<JSONValue>, _ document: JSONValue?, unreadable: Set<String>
    ) -> [JSONValue] {
        let new = own.map { Self.entry($0) }
        // Whatever form a name has, and whichever annotation it stands in.
        let names = Set(own.flatMap { Self.names($0) })
        let listed = Set(new)
        let former = Set(
            (document?["manifests"]?.array ?? []).compactMap { pair -> Entry? in
                guard let parts = pair.strings, parts.count == 2 else { return nil }
                return Entry(digest: parts[0], name: parts[1])
            })
        return manifests.compactMap { descriptor in
            let entry = Self.entry(descriptor)
            if descriptor["annotations"]?[MediaType.stateMark] != nil { return nil }
            if listed.contains(entry) { return nil }
            if former.contains(entry), !unreadable.contains(entry.digest) { return nil }
            guard !names.isDisjoint(with: Self.names(descriptor)),
                var object = descriptor.object, var notes = object["annotations"]?.object
            else { return descriptor }
            notes[MediaType.referenceName] = nil
            notes[MediaType.containerdName] = nil
            object["annotations"] = notes.entries.isEmpty ? nil : .object(notes)
            return .object(object)
        }
    }
}
