internal import LayArchive
internal import LayBounds
internal import LayFiles

/// A manifest of an image that was found, not yet its layers.
struct ManifestRecord {
    let stored: Image.StoredManifest
    let document: JSONValue
    let config: ImageConfig
    let platform: Platform
    let name: String
    /// What was odd in the config and is put right, so that it goes out as another one.
    let repairs: [String]
}

/// An image of which something is not there, as tools leave it that copy one platform of several
/// (OCI image-spec image-layout.md: blobs may be missing).
struct Incomplete {
    let platform: Platform
    let error: ImageError
}

/// A layer that is not there.
struct MissingBlob: Error {
    let digest: Digest

    func error(for user: String) -> ImageError { .noBlob(digest, neededBy: user) }
}

/// Follows a descriptor of an index to all images behind it; attestations and Lay's own are none,
/// and artifacts that lie beside images are named in `warnings`.
struct IndexWalk {
    let reader: ImageReader
    let blobs: Blobs
    private(set) var found: [ManifestRecord] = []
    private(set) var incomplete: [Incomplete] = []
    private(set) var warnings: [String] = []

    private static let deepestIndex = 8

    init(reader: ImageReader, blobs: Blobs) {
        self.reader = reader
        self.blobs = blobs
    }

    /// - Throws: `ImageError`, `JSONError` or `ArchiveError` that name the place.
    mutating func collect(_ descriptor: JSONValue, _ user: String, depth: Int = 0) throws {
        let type = descriptor["mediaType"]?.string ?? MediaType.manifest
        guard let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
            throw ImageError.noDescriptorDigest(in: user)
        }
        if descriptor["annotations"]?["vnd.docker.reference.type"] != nil { return }
        if MediaType.isIndex(type) {
            if depth > Self.deepestIndex { throw ImageError.deepIndex(digest) }
            let name = "the index \(digest)"
            let bytes = try blobs.document(digest, for: user)
            try blobs.check(bytes.count, of: descriptor, for: user)
            for inner in try reader.json(bytes, name)["manifests"]?.array ?? [] {
                try collect(inner, name, depth: depth + 1)
            }
            return
        }
        guard MediaType.isManifest(type) else {
            if type != MediaType.world { skip(digest, type) }
            return
        }
        if blobs.isMissing(digest), let platform = Platform(descriptor["platform"]) {
            incomplete.append(
                Incomplete(platform: platform, error: .noBlob(digest, neededBy: user)))
            return
        }
        let bytes = try blobs.document(digest, for: user)
        try blobs.check(bytes.count, of: descriptor, for: user)
        try manifest(bytes, digest, type, descriptor)
    }

    private mutating func manifest(
        _ bytes: [UInt8], _ digest: Digest, _ type: String, _ descriptor: JSONValue
    ) throws {
        let name = "the manifest \(digest)"
        let manifest = try reader.json(bytes, name)
        let config = manifest["config"]
        guard let configDigest = config?["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
            throw ImageError.namesNoConfig(name)
        }
        if let artifact = Self.artifactType(manifest) {
            if !artifact.hasPrefix("application/vnd.lay."), !artifact.contains("in-toto") {
                skip(digest, artifact)
            }
            return
        }
        let named = Platform(descriptor["platform"])
        if blobs.isMissing(configDigest), let named {
            incomplete.append(
                Incomplete(platform: named, error: .noBlob(configDigest, neededBy: name)))
            return
        }
        let document = try blobs.document(configDigest, for: name)
        if let config { try blobs.check(document.count, of: config, for: name) }
        var parsed = try reader.config(document, of: name)
        let repairs = try parsed.repairFields(of: name)
        let platform = named ?? Image(layers: [], config: parsed, tree: FileTree()).platform
        found.append(
            ManifestRecord(
                stored: Image.StoredManifest(bytes: bytes, mediaType: type, platform: platform),
                document: manifest, config: parsed, platform: platform, name: name,
                repairs: repairs))
    }

    /// What a manifest is that is no image's: its artifact type, its config's, or that of layers
    /// that are no tars, as a signature has them (OCI image-spec manifest.md, artifacts).
    private static func artifactType(_ manifest: JSONValue) -> String? {
        let config = manifest["config"]?["mediaType"]?.string ?? MediaType.config
        if config != MediaType.config, config != MediaType.dockerConfig {
            return manifest["artifactType"]?.string ?? config
        }
        let layers = (manifest["layers"]?.array ?? []).map { $0["mediaType"]?.string ?? "tar" }
        return layers.isEmpty
            || layers.contains { $0.contains("tar") || $0.contains("octet-stream") }
            ? nil : layers.first
    }

    private mutating func skip(_ digest: Digest, _ type: String) {
        warnings.append("skipped \(digest.short), which is no image (\(type))")
    }
}
