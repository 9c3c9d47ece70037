public import LayArchive
public import LayFiles

/// Reads images that other tools wrote: an OCI layout, a docker-archive, a root file system; each
/// as a directory or a tar.
public struct ImageReader {
    private let files: any FileSystem
    private let limits: ArchiveLimits

    /// Reads from `files`, within `limits`.
    public init(_ files: any FileSystem, limits: ArchiveLimits = ArchiveLimits()) {
        self.files = files
        self.limits = limits
    }

    /// An image with the name it had.
    public struct Reading {
        /// The image.
        public var image: Image
        /// The tag in the layout or archive, if there was one.
        public var name: String?
    }

    /// The images at a path, of the platform that is asked for; the first is the one meant.
    ///
    /// - Throws: `ImageError`, `ArchiveError`, `JSONError` or `FileError` that name the place.
    public func read(_ path: TreePath, name: String? = nil, platform: Platform = .standard) throws
        -> [Reading]
    {
        let entry = try files.entry(at: path, follow: true)
        switch entry.node.body {
        case .directory: return try readDirectory(files, entry.path, name, platform)
        case .file(let contents):
            let source = ContentsSource(contents)
            // A layer's whiteouts mean nothing in an archive of files, so it is read as a tree.
            let tree = try LayerArchive.readTree(source, limits: limits)
            return try readDirectory(TreeFileSystem(tree), .root, name, platform)
        default: throw ImageError("ValueError", "\(path) is neither a directory nor a file")
        }
    }

    private func readDirectory(
        _ files: any FileSystem, _ root: TreePath, _ name: String?, _ platform: Platform
    ) throws -> [Reading] {
        func exists(_ name: String) -> Bool {
            (try? files.entry(at: root.appending(name: name.utf8), follow: true)) != nil
        }
        if exists("oci-layout"), exists("index.json") {
            return try readLayout(files, root, name, platform)
        }
        if exists("manifest.json") { return try readDockerArchive(files, root, name) }
        // Anything else is a root file system.
        let tree = try Snapshot.tree(of: files, at: root)
        let layer = Layer(try TreeChanges(from: FileTree(), to: tree), createdBy: "import \(root)")
        let image = try Image.scratch.adding(layer, created: Timestamp.text(0))
        return [Reading(image: image, name: nil)]
    }

    // MARK: OCI layout

    private func json(_ contents: FileContents, _ place: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: try contents.bytes())
        } catch let error as JSONError {
            throw ImageError("CorruptData", "\(place) is no JSON: \(error)")
        }
    }

    private func file(_ files: any FileSystem, _ path: TreePath) throws -> FileContents {
        guard case .file(let contents) = try files.entry(at: path, follow: true).node.body else {
            throw FileError(.invalidArgument, path)
        }
        return contents
    }

    private func readLayout(
        _ files: any FileSystem, _ root: TreePath, _ name: String?, _ platform: Platform
    ) throws -> [Reading] {
        let index = try json(try file(files, root.appending(name: "index.json".utf8)), "index.json")
        let blobs = Blobs(files: files, root: root)
        var result: [Reading] = []
        for descriptor in index["manifests"]?.array ?? [] {
            let reference = descriptor["annotations"]?["org.opencontainers.image.ref.name"]?.string
            if let name, reference != name { continue }
            if let image = try readManifest(descriptor, blobs, platform, "index.json", 0) {
                result.append(Reading(image: image, name: reference))
            }
        }
        if result.isEmpty {
            throw ImageError(
                "NotFound",
                "the layout \(root) has no image \(name.map { "'\($0)' " } ?? "")for \(platform)")
        }
        return result
    }

    /// Follows a descriptor to an image of the platform; `nil` when it leads to none.
    private func readManifest(
        _ descriptor: JSONValue, _ blobs: Blobs, _ platform: Platform, _ user: String, _ depth: Int
    ) throws -> Image? {
        let type = descriptor["mediaType"]?.string ?? MediaType.manifest
        guard let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
            throw ImageError("CorruptData", "a descriptor in \(user) has no digest")
        }
        if let wanted = descriptor["platform"]?.object,
            wanted["os"]?.string != platform.os
                || wanted["architecture"]?.string != platform.architecture
        {
            return nil
        }
        if MediaType.isIndex(type) {
            if depth > 8 {
                throw ImageError("CorruptData", "image indexes are nested too deeply at \(digest)")
            }
            let index = try json(try blobs.read(digest, for: user), "the index \(digest)")
            for inner in index["manifests"]?.array ?? [] {
                if let image = try readManifest(
                    inner, blobs, platform, "the index \(digest)", depth + 1)
                {
                    return image
                }
            }
            return nil
        }
        guard MediaType.isManifest(type) else { return nil }
        let bytes = try blobs.read(digest, for: user).bytes()
        let manifest = try json(FileContents(bytes), "the manifest \(digest)")
        let name = "the manifest \(digest)"
        guard
            let configDigest = manifest["config"]?["digest"]?.string.flatMap({ Digest(parsing: $0) }
            )
        else {
            throw ImageError("CorruptData", "\(name) names no config")
        }
        let configType = manifest["config"]?["mediaType"]?.string ?? MediaType.config
        if configType.hasPrefix("application/vnd.lay.") { return nil }
        let config = try ImageConfig(parsing: try blobs.read(configDigest, for: name).bytes())
        var sources: [(ByteSource, Digest?)] = []
        for layer in manifest["layers"]?.array ?? [] {
            guard let layerDigest = layer["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                throw ImageError("CorruptData", "a layer of \(name) has no digest")
            }
            let layerType = layer["mediaType"]?.string ?? ""
            if layerType.contains("foreign") || layerType.contains("nondistributable") {
                throw ImageError(
                    "ValueError",
                    "the layer \(layerDigest) is a foreign layer (\(layerType)), which lies elsewhere"
                )
            }
            if layerType.contains("in-toto") { return nil }
            let contents = try blobs.read(layerDigest, for: name, isChecked: false)
            sources.append((ContentsSource(contents), layerDigest))
        }
        return try assemble(
            config, sources, manifest: .init(bytes: bytes, mediaType: type), blobs: blobs, name)
    }

    /// Makes an image of a config and its layers' blobs, whose digests are verified.
    private func assemble(
        _ config: ImageConfig, _ sources: [(source: ByteSource, digest: Digest?)],
        manifest: Image.StoredManifest?, blobs: Blobs?, _ name: String
    ) throws -> Image {
        let diffIDs = config.diffIDs
        if diffIDs.count != sources.count {
            throw ImageError(
                "CorruptData",
                "\(name) has \(sources.count) layers, but its config names \(diffIDs.count)")
        }
        let lines = config.history.filter { $0["empty_layer"] != .bool(true) }.map {
            $0["created_by"]?.string ?? ""
        }
        var layers: [Layer] = []
        for (index, (source, digest)) in sources.enumerated() {
            let reading = try LayerArchive.read(source, limits: limits)
            if let digest, reading.digest != digest, let blobs { throw blobs.damaged(digest, name) }
            if reading.diffID != diffIDs[index] {
                throw ImageError(
                    "CorruptData",
                    "layer \(index) of \(name) is not the one its config names (\(diffIDs[index]))")
            }
            let blob = Layer.Blob(source, digest: reading.digest, compression: reading.compression)
            layers.append(
                Layer(
                    reading.changes, createdBy: index < lines.count ? lines[index] : "",
                    diffID: reading.diffID, blob: blob))
        }
        return Image(layers: layers, config: config, manifest: manifest)
    }

    // MARK: docker-archive

    private func readDockerArchive(_ files: any FileSystem, _ root: TreePath, _ name: String?)
        throws -> [Reading]
    {
        let list = try json(
            try file(files, root.appending(name: "manifest.json".utf8)), "manifest.json")
        var result: [Reading] = []
        for entry in list.array ?? [] {
            guard let configName = entry["Config"]?.string,
                let layerNames = entry["Layers"]?.strings
            else {
                throw ImageError(
                    "CorruptData", "an entry of manifest.json has no Config or no Layers")
            }
            let tags = entry["RepoTags"]?.strings ?? []
            if let name, !tags.contains(name) { continue }
            let config = try ImageConfig(
                parsing: try file(files, root.appending(TreePath(configName))).bytes())
            var sources: [(ByteSource, Digest?)] = []
            for layer in layerNames {
                sources.append(
                    (ContentsSource(try file(files, root.appending(TreePath(layer)))), nil))
            }
            let image = try assemble(
                config, sources, manifest: nil, blobs: nil,
                "the archive's image \(tags.first ?? configName)")
            result.append(Reading(image: image, name: tags.first))
        }
        if result.isEmpty {
            throw ImageError("NotFound", "the archive has no image\(name.map { " '\($0)'" } ?? "")")
        }
        return result
    }
}

/// Contents as a source of bytes.
final class ContentsSource: ByteSource, @unchecked Sendable {
    private let contents: FileContents

    init(_ contents: FileContents) {
        self.contents = contents
        super.init(count: contents.count)
    }

    override func read(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void)
        throws(FileError)
    {
        if let whole = contents.wholeStretch {
            try whole.source.read(
                (whole.offset + range.lowerBound)..<(whole.offset + range.upperBound), body)
            return
        }
        let bytes = try contents.bytes()
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}

/// Copies files from one file system into a tree.
public enum Snapshot {
    /// The tree of what lies at a path; links stay links.
    ///
    /// - Parameter modified: the time every file gets, so that two checkouts give equal trees.
    /// - Throws: `FileError` when something cannot be read.
    /// - Complexity: O(*n*) in the entries; contents are not copied.
    public static func tree(
        of files: any FileSystem, at root: TreePath, modified: Nanoseconds? = nil,
        isRootOwned: Bool = false
    ) throws(FileError) -> FileTree {
        var result = FileTree()
        var links: [Int: TreePath] = [:]
        func visit(_ path: TreePath, _ place: TreePath) throws(FileError) {
            let entry = try files.entry(at: path, follow: place.isRoot)
            var node = entry.node
            if let modified { node.modified = modified }
            if isRootOwned {
                node.attributes.uid = 0
                node.attributes.gid = 0
            }
            if entry.linkID != 0, let first = links[entry.linkID] {
                try result.link(first, to: place)
                return
            }
            if entry.linkID != 0 { links[entry.linkID] = place }
            try result.put(node, at: place, now: modified ?? 0)
            guard node.kind == .directory else { return }
            for item in try files.list(path) {
                try visit(path.appending(name: item.name), place.appending(name: item.name))
            }
            try result.setModified(node.modified, of: place, follow: false)
        }
        try visit(root, .root)
        return result
    }
}
