public import LayArchive
public import LayFiles

/// An image: layers and a configuration. A value: every change gives another image.
public struct Image: Sendable {
    /// The layers from the bottom up.
    public let layers: [Layer]
    /// The configuration.
    public let config: ImageConfig
    /// The files that the layers make together.
    public let tree: FileTree
    /// The manifest it was read from, as it was stored, with its digest.
    public let manifest: StoredManifest?

    /// A manifest as another tool wrote it.
    public struct StoredManifest: Sendable {
        /// The exact bytes.
        public let bytes: [UInt8]
        /// Its media type.
        public let mediaType: String
    }

    /// The image without layers.
    public static let scratch = Image(layers: [], config: ImageConfig(), tree: FileTree())

    init(layers: [Layer], config: ImageConfig, tree: FileTree, manifest: StoredManifest? = nil) {
        self.layers = layers
        self.config = config
        self.tree = tree
        self.manifest = manifest
    }

    /// An image of layers and the configuration that names them.
    public init(layers: [Layer], config: ImageConfig, manifest: StoredManifest? = nil) {
        let tree = layers.reduce(FileTree()) { $1.changes.applied(to: $0).sealed() }
        self.init(layers: layers, config: config, tree: tree, manifest: manifest)
    }

    /// The digest of the configuration (OCI image-spec config.md, ImageID).
    public var id: Digest { Digest.of(config.bytes) }

    /// The platform that the configuration names.
    public var platform: Platform {
        Platform(
            os: config["os"]?.string ?? "linux",
            architecture: config["architecture"]?.string ?? "amd64",
            variant: config["variant"]?.string)
    }

    /// Bytes of the files in all layers.
    public var size: Int { layers.reduce(0) { $0 + $1.size } }

    /// The image with another layer on top.
    ///
    /// - Throws: `FileError` when the layer's contents cannot be read.
    public func adding(_ layer: Layer, created: String) throws -> Image {
        var config = config
        config.addHistory(layer.createdBy, created: created, diffID: try layer.diffID())
        return Image(
            layers: layers + [layer], config: config, tree: layer.changes.applied(to: tree).sealed()
        )
    }

    /// The image whose files are those of `tree`: one layer more, the difference.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func replacingFiles(with tree: FileTree, createdBy: String, created: String) throws
        -> Image
    {
        let layer = Layer(try TreeChanges(from: self.tree, to: tree), createdBy: createdBy)
        return try adding(layer, created: created)
    }

    /// The image with another configuration and the same layers.
    public func configured(
        _ createdBy: String, created: String, _ change: (inout ImageConfig) -> Void
    ) -> Image {
        var config = config
        change(&config)
        config.addHistory(createdBy, created: created, diffID: nil)
        return Image(layers: layers, config: config, tree: tree)
    }

    /// The digests of the layers, chained (OCI image-spec config.md, Layer ChainID).
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func chainIDs() throws -> [Digest] {
        var result: [Digest] = []
        for layer in layers {
            let diffID = try layer.diffID()
            result.append(result.last.map { Digest.of("\($0) \(diffID)".utf8) } ?? diffID)
        }
        return result
    }
}

extension Image: Equatable {
    /// True when configuration bytes and layers are equal, whatever their names.
    public static func == (left: Image, right: Image) -> Bool {
        guard left.config.bytes == right.config.bytes, left.layers.count == right.layers.count
        else { return false }
        return zip(left.layers, right.layers).allSatisfy { a, b in
            a === b || ((try? a.diffID()) != nil && (try? a.diffID()) == (try? b.diffID()))
        }
    }
}
