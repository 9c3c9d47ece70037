public import LayArchive
internal import LayBounds
public import LayDisk
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

        func warning(_ lines: [String]) -> Reading {
            lines.isEmpty ? self : Reading(image: image.warning(lines), name: name)
        }
    }

    /// The images at a path; the first is the one meant.
    ///
    /// `name` chooses those with that name: a tag as it stands there, a reference however it is
    /// written, or the digest of a manifest.
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
        case .directory:
            return try readDirectory(Place(files, entry.path, shown: path), name, platform)
        case .file(let contents):
            let source = ContentsSource(contents)
            // A layer's whiteouts mean nothing in an archive of files, so it is read as a tree.
            let tree = try LayerArchive.readTree(source, limits: limits, scratch: scratch)
            let place = Place(TreeFileSystem(tree), .root, shown: path)
            return try readDirectory(place, name, platform)
        default: throw ImageError.noPlaceOfImages(path)
        }
    }

    /// A directory, of a file system or of a tar that was read into one.
    struct Place {
        let files: any FileSystem
        let root: TreePath
        /// How messages name it.
        let shown: TreePath

        init(_ files: any FileSystem, _ root: TreePath, shown: TreePath) {
            self.files = files
            self.root = root
            self.shown = shown
        }

        /// True when there is something of a name in it.
        func has(_ name: String) throws -> Bool {
            try files.find(root.appending(TreePath(name))) != nil
        }
    }

    private func readDirectory(
        _ place: Place, _ name: String?, _ platform: Platform?
    ) throws -> [Reading] {
        if let readings = try readStore(place, name, platform) { return readings }
        if let inner = try onlyDirectory(of: place),
            let readings = try readStore(inner, name, platform)
        {
            let note =
                "the images lie in the directory \(TreePath.display(inner.root.name[...])) of \(place.shown)"
            return readings.map { $0.warning([note]) }
        }
        // Anything else is a root file system.
        if let name {
            throw ImageError.namesNoImage(name, place.shown)
        }
        let tree = try Snapshot.tree(of: place.files, at: place.root)
        // Where it lies on this machine is no part of an image.
        let layer = Layer(
            try TreeChanges(from: FileTree(), to: tree),
            createdBy: "import \(TreePath.display(place.shown.name[...]))")
        var config = ImageConfig(platform: platform ?? .standard)
        config.addHistory(
            layer.createdBy, created: Timestamp.text(0), diffID: try layer.diffID())
        return [Reading(image: try Image(layers: [layer], config: config), name: nil)]
    }

    /// The images of a directory that is a store of some kind; `nil` for one that is none.
    private func readStore(_ place: Place, _ name: String?, _ platform: Platform?) throws
        -> [Reading]?
    {
        if try place.has("index.json"), try place.has("blobs") || place.has("oci-layout") {
            return try readLayout(place, name, platform)
        }
        if try place.has("manifest.json") {
            let bytes = try document(place, "manifest.json")
            let manifest = try json(bytes, "manifest.json of \(place.shown)")
            if let list = manifest.array, list.allSatisfy({ $0["Config"] != nil }) {
                return try check(readDockerArchive(place, list, name), platform, "\(place.shown)")
            }
            if manifest["schemaVersion"] != nil {
                let reading = try readPlainDirectory(place, bytes, manifest)
                return try check([reading], platform, "\(place.shown)")
            }
        }
        if try place.has("repositories"),
            let names = try? json(try document(place, "repositories"), "repositories").object
        {
            return try check(readFirstArchive(place, names, name), platform, "\(place.shown)")
        }
        return nil
    }

    /// The directory that is all there is in another, as archives have it that were packed from
    /// outside.
    private func onlyDirectory(of place: Place) throws -> Place? {
        let items = try place.files.list(place.root)
        guard items.count == 1, let item = items.first, item.kind == .directory else { return nil }
        return Place(
            place.files, place.root.appending(name: item.name), shown: place.shown)
    }

    func json(_ bytes: [UInt8], _ place: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw ImageError.noJSON(place, error)
        }
    }

    /// A config, whose faults name whose it is.
    func config(_ bytes: [UInt8], of user: String) throws -> ImageConfig {
        do {
            return try ImageConfig(parsing: bytes, limits: limits)
        } catch let error as JSONError {
            throw ImageError.noJSON("the config of \(user)", error)
        }
    }

    /// A document that has a name instead of a digest.
    func document(_ place: Place, _ name: String) throws -> [UInt8] {
        try file(place, name).document("\(name) in \(place.shown)", limits)
    }

    /// A file that has a name instead of a digest.
    func file(_ place: Place, _ name: String) throws -> FileContents {
        let path = place.root.appending(TreePath(name))
        guard case .file(let contents) = try place.files.entry(at: path, follow: true).node.body
        else { throw FileError(.invalidArgument, path) }
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

    func missing(_ wanted: Platform, _ there: [Platform], _ place: String) -> ImageError {
        var names: [String] = []
        for name in there.map(\.description) where !names.contains(name) { names.append(name) }
        return .noImage(for: wanted, in: place, known: names)
    }
}
