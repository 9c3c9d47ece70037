public import LayArchive
public import LayFiles

/// Reads images that other tools wrote: an OCI layout, a docker-archive, a root file system; each
/// as a directory or a tar.
public struct ImageReader {
    private let files: any FileSystem
    let limits: ArchiveLimits
    let scratch: ScratchSpace?

    /// Reads from `files`, within `limits`; uncompressed layers lie in `scratch`, or in memory.
    public init(
        _ files: any FileSystem, limits: ArchiveLimits = ArchiveLimits(),
        scratch: ScratchSpace? = nil
    ) {
        self.files = files
        self.limits = limits
        self.scratch = scratch
    }

    /// An image with the name it had.
    public struct Reading {
        /// The image.
        public var image: Image
        /// The tag in the layout or archive, if there was one.
        public var name: String?
    }

    /// The images at a path; the first is the one meant.
    ///
    /// An image index gives the image of `platform`, `linux/amd64` when none is asked for. A lone
    /// manifest is read whatever it is for, unless a platform is asked for.
    ///
    /// - Throws: `ImageError`, `ArchiveError`, `JSONError` or `FileError` that name the place.
    public func read(_ path: TreePath, name: String? = nil, platform: Platform? = nil) throws
        -> [Reading]
    {
        let entry = try files.entry(at: path, follow: true)
        switch entry.node.body {
        case .directory: return try readDirectory(files, entry.path, name, platform)
        case .file(let contents):
            let source = ContentsSource(contents)
            // A layer's whiteouts mean nothing in an archive of files, so it is read as a tree.
            let tree = try LayerArchive.readTree(source, limits: limits, scratch: scratch)
            return try readDirectory(TreeFileSystem(tree), .root, name, platform)
        default: throw ImageError("ValueError", "\(path) is neither a directory nor a file")
        }
    }

    private func readDirectory(
        _ files: any FileSystem, _ root: TreePath, _ name: String?, _ platform: Platform?
    ) throws -> [Reading] {
        func exists(_ name: String) -> Bool {
            (try? files.entry(at: root.appending(name: name.utf8), follow: true)) != nil
        }
        if exists("oci-layout"), exists("index.json") {
            return try readLayout(files, root, name, platform)
        }
        if exists("manifest.json") {
            return try check(readDockerArchive(files, root, name), platform, "\(root)")
        }
        // Anything else is a root file system.
        let tree = try Snapshot.tree(of: files, at: root)
        let layer = Layer(try TreeChanges(from: FileTree(), to: tree), createdBy: "import \(root)")
        var config = ImageConfig(platform: platform ?? .standard)
        config.addHistory(
            layer.createdBy, created: Timestamp.text(0), diffID: try layer.diffID())
        return [Reading(image: Image(layers: [layer], config: config), name: nil)]
    }

    func json(_ bytes: [UInt8], _ place: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw ImageError("CorruptData", "\(place) is no JSON: \(error)")
        }
    }

    /// A document that has a name instead of a digest.
    func document(_ files: any FileSystem, _ root: TreePath, _ name: String) throws -> [UInt8] {
        try file(files, root.appending(TreePath(name))).document(name, limits)
    }

    func file(_ files: any FileSystem, _ path: TreePath) throws -> FileContents {
        guard case .file(let contents) = try files.entry(at: path, follow: true).node.body else {
            throw FileError(.invalidArgument, path)
        }
        return contents
    }

    /// The readings for the platform asked for, or all of them.
    private func check(_ readings: [Reading], _ platform: Platform?, _ place: String) throws
        -> [Reading]
    {
        guard let platform else { return readings }
        let fitting = readings.filter { platform.distance(to: $0.image.platform) != nil }
        if fitting.isEmpty { throw missing(platform, readings.map(\.image.platform), place) }
        return fitting
    }

    private func missing(_ wanted: Platform, _ there: [Platform], _ place: String) -> ImageError {
        var names: [String] = []
        for name in there.map(\.description) where !names.contains(name) { names.append(name) }
        return ImageError(
            "NotFound", "no image for \(wanted) in \(place)",
            help: names.isEmpty
                ? "it holds no image at all" : "there is one for \(names.joined(separator: ", "))")
    }

    // MARK: OCI layout

    private func readLayout(
        _ files: any FileSystem, _ root: TreePath, _ name: String?, _ platform: Platform?
    ) throws -> [Reading] {
        let index = try json(try document(files, root, "index.json"), "index.json")
        let blobs = Blobs(files: files, root: root, limits: limits)
        var result: [(reading: Reading, distance: Int)] = []
        var others: [Platform] = []
        for descriptor in index["manifests"]?.array ?? [] {
            // Docker's own layouts have the whole name in containerd's annotation.
            let annotations = descriptor["annotations"]
            let reference =
                annotations?["io.containerd.image.name"]?.string
                ?? annotations?["org.opencontainers.image.ref.name"]?.string
            if let name, reference != name,
                annotations?["org.opencontainers.image.ref.name"]?.string != name
            {
                continue
            }
            var found: [ManifestRecord] = []
            try collect(descriptor, blobs, "index.json", 0, &found)
            let isIndex = MediaType.isIndex(descriptor["mediaType"]?.string ?? "")
            let wanted = platform ?? .standard
            let ranked = found.compactMap { record in
                wanted.distance(to: record.platform).map { (record, $0) }
            }
            // An older variant runs as well; of equal ones the first in the index is meant.
            var chosen = ranked.min { $0.1 < $1.1 }
            if chosen == nil, platform == nil, !isIndex, let record = found.first {
                chosen = (record, 1000)
            }
            guard let (record, distance) = chosen else {
                others += found.map(\.platform)
                continue
            }
            let image = try readImage(record, isIndex ? found.map(\.stored) : [], blobs)
            result.append((Reading(image: image, name: reference), distance))
        }
        if result.isEmpty {
            let place = name.map { "'\($0)' of the layout \(root)" } ?? "the layout \(root)"
            throw missing(platform ?? .standard, others, place)
        }
        // Manifests side by side under one name are one image for several platforms.
        let sorted = result.enumerated().sorted {
            ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
        }.map(\.element.reading)
        var names: Set<String> = []
        return sorted.filter { reading in
            reading.name.map { names.insert($0).inserted } ?? true
        }
    }

    /// A manifest of an image that was found, not yet its layers.
    private struct ManifestRecord {
        let stored: Image.StoredManifest
        let document: JSONValue
        let config: ImageConfig
        let platform: Platform
        let name: String
    }

    /// Follows a descriptor to all images behind it; attestations and Lay's own are none.
    private func collect(
        _ descriptor: JSONValue, _ blobs: Blobs, _ user: String, _ depth: Int,
        _ found: inout [ManifestRecord]
    ) throws {
        let type = descriptor["mediaType"]?.string ?? MediaType.manifest
        guard let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
            throw ImageError("CorruptData", "a descriptor in \(user) has no digest")
        }
        if descriptor["annotations"]?["vnd.docker.reference.type"] != nil { return }
        if MediaType.isIndex(type) {
            if depth > 8 {
                throw ImageError("CorruptData", "image indexes are nested too deeply at \(digest)")
            }
            let name = "the index \(digest)"
            let index = try json(try blobs.document(digest, for: user), name)
            for inner in index["manifests"]?.array ?? [] {
                try collect(inner, blobs, name, depth + 1, &found)
            }
            return
        }
        guard MediaType.isManifest(type) else { return }
        let bytes: [UInt8]
        do {
            bytes = try blobs.document(digest, for: user)
        } catch let error as ImageError where depth > 0 && !blobs.has(digest) {
            // Tools copy one platform of an index and leave the others out.
            if descriptor["platform"] == nil { throw error }
            return
        }
        let name = "the manifest \(digest)"
        let manifest = try json(bytes, name)
        guard
            let configDigest = manifest["config"]?["digest"]?.string.flatMap({ Digest(parsing: $0) }
            )
        else {
            throw ImageError("CorruptData", "\(name) names no config")
        }
        let configType = manifest["config"]?["mediaType"]?.string ?? MediaType.config
        let isForeign = manifest["layers"]?.array?.contains {
            $0["mediaType"]?.string?.contains("in-toto") == true
        }
        if configType.hasPrefix("application/vnd.lay.") || isForeign == true { return }
        let config = try ImageConfig(parsing: try blobs.document(configDigest, for: name))
        var platform = Image(layers: [], config: config, tree: FileTree()).platform
        if let named = descriptor["platform"], let os = named["os"]?.string,
            let architecture = named["architecture"]?.string
        {
            platform = Platform(
                os: os, architecture: architecture, variant: named["variant"]?.string)
        }
        let stored = Image.StoredManifest(bytes: bytes, mediaType: type, platform: platform)
        found.append(
            ManifestRecord(
                stored: stored, document: manifest, config: config, platform: platform, name: name))
    }

    private func readImage(
        _ record: ManifestRecord, _ alternatives: [Image.StoredManifest], _ blobs: Blobs
    ) throws -> Image {
        var sources: [(ByteSource, Digest?)] = []
        for layer in record.document["layers"]?.array ?? [] {
            guard let digest = layer["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                throw ImageError("CorruptData", "a layer of \(record.name) has no digest")
            }
            let type = layer["mediaType"]?.string ?? ""
            if type.contains("foreign") || type.contains("nondistributable") {
                throw ImageError(
                    "ValueError",
                    "the layer \(digest) is a foreign layer (\(type)), which lies elsewhere")
            }
            let contents = try blobs.read(digest, for: record.name)
            sources.append((ContentsSource(contents), digest))
        }
        return try assemble(
            record.config, sources, manifest: record.stored, alternatives: alternatives,
            blobs: blobs, record.name)
    }
}
