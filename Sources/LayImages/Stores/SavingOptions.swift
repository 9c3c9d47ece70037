internal import LayArchive
internal import LayBounds
public import LayFiles

/// How a tar is compressed: as was asked for, or as its name says.
struct TarEncoding: Sendable {
    let compression: Compression
    let level: Int?

    /// - Throws: `ImageError` of kind `ValueError` for a name or a level that is none.
    init(_ path: String, compression name: String?, level: Int?) throws(ImageError) {
        let suffixes = [(".gz", "gzip"), (".tgz", "gzip"), (".zst", "zstd")]
        let usual = suffixes.first { path.hasSuffix($0.0) }?.1 ?? "none"
        compression = try Compression(named: name ?? usual)
        self.level = try compression.checked(level)
    }
}

extension ImageExporter {
    /// How an image is saved, as it was asked for.
    ///
    /// What would become another thing than that is refused before anything is written.
    public struct Options: Sendable {
        let format: Format
        let layers: LayerEncoding
        let tar: TarEncoding?

        /// The options of a save to `path`, an OCI layout unless another format is named.
        ///
        /// - Throws: `ImageError` of kind `ValueError` for a name or a level that is none, and for
        ///   compression where nothing would be compressed.
        public init(
            for path: String, format name: String? = nil, compression: String? = nil,
            level: Int? = nil, isForced: Bool = false
        ) throws(ImageError) {
            format = try Format(named: name ?? "oci")
            let isCompressed = compression != nil || level != nil
            if format != .oci, isForced || (format != .tar && isCompressed) {
                throw ImageError.uncompressed(format)
            }
            if format == .oci, [".gz", ".tgz", ".zst"].contains(where: path.hasSuffix) {
                throw ImageError.uncompressedLayout(path)
            }
            tar =
                format == .tar
                ? try TarEncoding(path, compression: compression, level: level) : nil
            layers =
                format == .oci
                ? try LayerEncoding(compression: compression, level: level, isForced: isForced)
                : .standard
        }
    }

    /// Writes an image with its names, as its options say.
    ///
    /// - Throws: `FileError` when something cannot be read or written; `ImageError` of kind
    ///   `ValueError` for what a format cannot hold, `Exists` for a place that is taken.
    /// - Complexity: O(*n*) in the bytes, of which a window for each core is in memory.
    public func save(
        _ image: Image, names: [Reference], to path: TreePath, _ options: Options
    ) throws {
        if let tar = options.tar {
            let exporter = TreeExporter(files)
            return try exporter.write(
                image.tree, toTar: path, tar.compression, level: tar.level)
        }
        try save(image, names: names, to: path, options.format, encoding: options.layers)
    }
}

extension TreeExporter {
    /// How a tree is saved, as it was asked for.
    public struct Options: Sendable {
        /// `nil` for a directory.
        let tar: TarEncoding?

        /// The options of a save to `path`, a tar or a directory as its name says unless a format is
        /// named.
        ///
        /// - Throws: `ImageError` of kind `ValueError` for a name or a level that is none, and for
        ///   compression of a directory.
        public init(
            for path: String, format name: String? = nil, compression: String? = nil,
            level: Int? = nil
        ) throws(ImageError) {
            let isTar = [".tar", ".tar.gz", ".tgz", ".tar.zst"].contains(where: path.hasSuffix)
            switch name ?? (isTar ? "tar" : "directory") {
            case "tar": tar = try TarEncoding(path, compression: compression, level: level)
            case "directory":
                if compression != nil || level != nil { throw ImageError.uncompressedDirectory }
                tar = nil
            case let name: throw ImageError.noTreeFormat(name)
            }
        }
    }

    /// Writes a tree as its options say; the file or directory is complete or not there.
    ///
    /// - Throws: `ImageError` of kind `Exists` for a directory with something in it; `FileError`.
    /// - Complexity: O(*n*) in the bytes, of which a window is in memory.
    public func write(_ tree: FileTree, to path: TreePath, _ options: Options) throws {
        guard let tar = options.tar else { return try write(tree, toDirectory: path) }
        try write(tree, toTar: path, tar.compression, level: tar.level)
    }
}
