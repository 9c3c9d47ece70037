public import LayArchive
public import LayBounds
public import LayFiles

/// An image: layers and a configuration. A value: every change gives another image.
public struct Image: Sendable {
    /// The layers from the bottom up.
    ///
    /// - Complexity: O(*n*).
    public var layers: [Layer] { stack.all }
    private let stack: SharedList<Layer>
    /// The configuration.
    public let config: ImageConfig
    /// The files that the layers make together.
    public let tree: FileTree
    /// Where it was read from; `nil` for an image that was made here.
    public let origin: Origin?
    /// Values of `arg` in scope, by name in order; a tag or a file does not keep them.
    public let arguments: [BuildArgument]
    /// The key of the build step that made its files; `nil` for files that came another way. A tag
    /// or a file does not keep it.
    package let stepKey: Digest?

    /// A manifest as another tool wrote it.
    public struct StoredManifest: Sendable {
        /// The exact bytes.
        public let bytes: [UInt8]
        /// Its media type.
        public let mediaType: String
        /// What it is for, where an index says so.
        public let platform: Platform?

        /// A manifest of these bytes.
        public init(bytes: [UInt8], mediaType: String, platform: Platform? = nil) {
            self.bytes = bytes
            self.mediaType = mediaType
            self.platform = platform
        }

        /// The digest that registries know it by.
        public var digest: Digest { Digest.of(bytes) }

        /// True when it speaks of itself or of its parts as Docker did before OCI.
        var hasDockerTypes: Bool {
            if mediaType.contains(MediaType.docker) { return true }
            guard let document = try? JSONValue(parsing: bytes) else { return false }
            let parts = [document["config"]].compactMap { $0 } + (document["layers"]?.array ?? [])
            return parts.contains {
                $0["mediaType"]?.string?.contains(MediaType.docker) == true
            }
        }
    }

    /// What an image that was read keeps of its place.
    public final class Origin: Sendable {
        /// Its own manifest, if it had one.
        public let manifest: StoredManifest?
        /// All manifests of the index it was chosen from, itself included.
        public let alternatives: [StoredManifest]
        /// What was wrong with it and did not matter.
        public let warnings: [String]

        /// An origin of these parts.
        public init(
            manifest: StoredManifest? = nil, alternatives: [StoredManifest] = [],
            warnings: [String] = []
        ) {
            self.manifest = manifest
            self.alternatives = alternatives
            self.warnings = warnings
        }
    }

    /// A variable of the build, as ARG declares it.
    public struct BuildArgument: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value, if it has one.
        public let value: String?
        /// True when an ENV of its name came after it, which wins.
        public internal(set) var isOverridden = false
    }

    /// The image without layers.
    public static let scratch = MemoryAccount.sharing(nil) {
        Image(layers: [], config: ImageConfig(), tree: FileTree())
    }

    init(
        layers: [Layer], config: ImageConfig, tree: FileTree, origin: Origin? = nil,
        arguments: [BuildArgument] = []
    ) {
        self.init(
            stack: SharedList(layers), config: config, tree: tree, origin: origin,
            arguments: arguments)
    }

    private init(
        stack: SharedList<Layer>, config: ImageConfig, tree: FileTree, origin: Origin?,
        arguments: [BuildArgument], stepKey: Digest? = nil
    ) {
        self.stack = stack
        self.config = config
        self.tree = tree
        self.origin = origin
        self.arguments = arguments
        self.stepKey = stepKey
    }

    /// An image of layers and the configuration that names them.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c* log *n*) in the changes of the layers.
    public init(layers: [Layer], config: ImageConfig, origin: Origin? = nil) throws(BoundReached) {
        let tree = try layers.tree(over: FileTree())
        self.init(layers: layers, config: config, tree: tree, origin: origin)
    }

    /// The digest of the configuration (OCI image-spec config.md, ImageID).
    public var id: Digest { config.digest }

    /// The manifest it was read from.
    public var manifest: StoredManifest? { origin?.manifest }

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
    public func adding(_ layer: Layer, created: String, comment: String? = nil) throws -> Image {
        var config = config
        config.addHistory(
            layer.createdBy, created: created, diffID: try layer.diffID(), comment: comment)
        // A tree that the layer was made from would have the same files, but with the marks of what
        // was touched in it, which a container of the image would list as its own changes.
        var stack = stack
        stack.append(layer)
        return Image(
            stack: stack, config: config, tree: try layer.changes.applied(to: tree).sealed(),
            origin: nil, arguments: arguments)
    }

    /// The image that a container of this one becomes: its layer on top, if it has one, and its
    /// configuration, which names the layer already.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    package func committed(_ layer: Layer?, _ config: ImageConfig) throws(BoundReached) -> Image {
        var (stack, tree) = (stack, tree)
        if let layer {
            stack.append(layer)
            tree = try layer.changes.applied(to: tree).sealed()
        }
        return Image(stack: stack, config: config, tree: tree, origin: nil, arguments: [])
    }

    /// The image with more lines about what was odd when it was read or made, and did not matter.
    package func warning(_ lines: [String]) -> Image {
        if lines.isEmpty { return self }
        return Image(
            stack: stack, config: config, tree: tree,
            origin: Origin(
                manifest: origin?.manifest, alternatives: origin?.alternatives ?? [],
                warnings: (origin?.warnings ?? []) + lines), arguments: arguments,
            stepKey: stepKey)
    }

    /// The image with the same layers and another configuration, told in its history.
    public func configured(
        _ createdBy: String, created: String, comment: String? = nil,
        _ change: (inout ImageConfig) -> Void
    ) -> Image {
        var config = config
        change(&config)
        config.addHistory(createdBy, created: created, diffID: nil, comment: comment)
        return with(config: config)
    }

    /// The same layers under another configuration, whose history stays as it is.
    func with(config: ImageConfig, arguments: [BuildArgument]? = nil) -> Image {
        Image(
            stack: stack, config: config, tree: tree, origin: nil,
            arguments: arguments ?? self.arguments, stepKey: stepKey)
    }

    /// The image as the build step of a key made it.
    package func made(byStep key: Digest) -> Image {
        Image(
            stack: stack, config: config, tree: tree, origin: origin, arguments: arguments,
            stepKey: key)
    }

    /// The key of its files for the steps that build on it: that of the step that made them, or else
    /// the chain ID of its layers.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the layers.
    package func filesKey() throws -> Digest {
        if let stepKey { return stepKey }
        return try chainIDs().last ?? Digest.of([UInt8]())
    }

    /// The image as another build finds it: its arguments are out of scope.
    package var withoutArguments: Image {
        arguments.isEmpty && stepKey == nil
            ? self
            : Image(stack: stack, config: config, tree: tree, origin: origin, arguments: [])
    }

    /// The image with a history that fits its layers; itself when it fits.
    public var repaired: Image {
        guard config.historyFault != nil else { return self }
        var config = config
        config.repairHistory()
        return with(config: config)
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
        guard left.config == right.config, left.layers.count == right.layers.count else {
            return false
        }
        return zip(left.layers, right.layers).allSatisfy { $0.isEqual(to: $1) }
    }
}

extension Layer {
    /// True for the same layer, or one with the same uncompressed bytes.
    func isEqual(to other: Layer) -> Bool {
        if self === other { return true }
        guard let mine = try? diffID(), let others = try? other.diffID() else { return false }
        return mine == others
    }
}

extension [Layer] {
    /// The files that these layers have together, the lowest first, over those of `base`.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c* log *n*) in the changes.
    package func tree(over base: FileTree) throws(BoundReached) -> FileTree {
        var tree = base
        for layer in self { tree = try layer.changes.applied(to: tree).sealed() }
        return tree
    }
}
