package import LayArchive
internal import LayBounds
package import LayFiles

/// The blobs of an OCI image layout (OCI image-spec image-layout.md), by digest.
package struct Blobs {
    let files: any FileSystem
    package let root: TreePath
    package var limits = ArchiveLimits()

    package init(
        files: any FileSystem, root: TreePath, limits: ArchiveLimits = ArchiveLimits()
    ) {
        self.files = files
        self.root = root
        self.limits = limits
    }

    func path(_ digest: Digest) -> TreePath {
        root.appending(name: "blobs".utf8).appending(name: "sha256".utf8).appending(
            name: digest.hex.utf8)
    }

    /// True when the blob is there, whatever its state.
    func has(_ digest: Digest) -> Bool {
        (try? files.status(at: path(digest), follow: true)) != nil
    }

    /// True when nothing has the blob's name; what may not be looked at is not missing.
    func isMissing(_ digest: Digest) -> Bool {
        do {
            _ = try files.status(at: path(digest), follow: true)
            return false
        } catch {
            return error.code == .notFound
        }
    }

    /// The bytes of a manifest, a config or an index.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` that names the blob and what needed it;
    ///   `ArchiveError` for one that is too large to be read.
    package func document(_ digest: Digest, for user: String) throws -> [UInt8] {
        let bytes = try read(digest, for: user).document(
            "the blob \(digest) that \(user) needs", limits)
        if Digest.of(bytes) != digest { throw ImageError.damagedBlob(digest, neededBy: user) }
        return bytes
    }

    /// What a saved world's own documents may use up: they grow with the world, so they are bounded
    /// as layers are.
    package var ownLimits: ArchiveLimits {
        var own = limits
        (own.jsonBytes, own.jsonValues) = (limits.bytes, .max)
        return own
    }

    /// The bytes of a document of Lay's own: a world's state, the index of a layer.
    ///
    /// - Throws: as `document`.
    package func ownDocument(_ digest: Digest, for user: String) throws -> [UInt8] {
        let contents = try read(digest, for: user)
        // Before a large one takes memory.
        if try Digest.of(contents) != digest {
            throw ImageError.damagedBlob(digest, neededBy: user)
        }
        return try contents.document("the blob \(digest) that \(user) needs", ownLimits)
    }

    /// Holds the size of a blob against the one that its descriptor tells.
    ///
    /// - Throws: `ImageError` of kind `CorruptData`.
    func check(_ size: Int, of descriptor: JSONValue, for user: String) throws(ImageError) {
        guard let named = descriptor["size"]?.int, named != Int64(size),
            let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) })
        else { return }
        throw .otherSize(digest, size, named: named, in: user)
    }

    /// A blob's contents, not checked against its digest.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` that names the blob and what needed it.
    package func read(_ digest: Digest, for user: String) throws -> FileContents {
        let entry: FileEntry
        do {
            entry = try files.entry(at: path(digest), follow: true)
        } catch {
            if error.code == .notGranted { throw error }
            throw ImageError.noBlob(digest, neededBy: user)
        }
        guard case .file(let contents) = entry.node.body else {
            throw ImageError.blobIsNoFile(digest, neededBy: user)
        }
        return contents
    }
}

extension FileContents {
    /// The bytes of a JSON document, which is read whole.
    ///
    /// - Throws: `ArchiveError` for one that is too large; `FileError`.
    func document(_ name: String, _ limits: ArchiveLimits) throws -> [UInt8] {
        if count > limits.jsonBytes {
            throw ArchiveError.largeDocument(name, count, limit: limits.jsonBytes)
        }
        return try bytes()
    }
}

/// The media types of OCI and Docker.
package enum MediaType {
    static let index = "application/vnd.oci.image.index.v1+json"
    package static let manifest = "application/vnd.oci.image.manifest.v1+json"
    static let config = "application/vnd.oci.image.config.v1+json"
    static let layer = "application/vnd.oci.image.layer.v1.tar"
    /// What stands in all of Docker's own.
    static let docker = "application/vnd.docker."
    static let dockerConfig = "application/vnd.docker.container.image.v1+json"
    static let dockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json"
    static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
    // Lay's own: other tools skip them.
    package static let world = "application/vnd.lay.world.v1+json"
    package static let volume = "application/vnd.lay.volume.v1+json"
    package static let cache = "application/vnd.lay.build-cache.v1+json"
    package static let downloads = "application/vnd.lay.downloads.v1+json"
    package static let knownContents = "application/vnd.lay.known-contents.v1"
    package static let copiedFiles = "application/vnd.lay.copied-files.v1"
    package static let sentFiles = "application/vnd.lay.sent-files.v1"
    package static let layerIndex = "application/vnd.lay.layer-index.v1"

    /// The annotation that names a manifest in an index.
    package static let referenceName = "org.opencontainers.image.ref.name"
    /// containerd's annotation of the same, for the full name.
    static let containerdName = "io.containerd.image.name"
    /// The annotation of the manifest that holds a world's state.
    package static let stateMark = "vnd.lay.world"

    package static func layer(_ compression: Compression) -> String {
        switch compression {
        case .none: layer
        case .gzip: layer + "+gzip"
        case .zstd: layer + "+zstd"
        }
    }

    static func isIndex(_ type: String) -> Bool { type == index || type == dockerIndex }
    static func isManifest(_ type: String) -> Bool { type == manifest || type == dockerManifest }
}

extension JSONValue {
    /// A descriptor (OCI image-spec descriptor.md).
    package static func descriptor(_ mediaType: String, _ digest: Digest, _ size: Int) -> JSONObject
    {
        [
            "mediaType": .string(mediaType), "digest": .string(digest.description),
            "size": .int(Int64(size)),
        ]
    }
}
