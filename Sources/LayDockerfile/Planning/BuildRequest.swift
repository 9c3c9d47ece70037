public import LayArchive
public import LayContainers
public import LayFiles
public import LayImages

/// What is to be built, and from what.
public struct BuildRequest {
    /// The Dockerfile.
    public var file: Dockerfile
    /// Where COPY and ADD find the build's files.
    public var context: any CopyOrigin
    /// The stage that is wanted, by name; the last if it is `nil`.
    public var target: String?
    /// `--build-arg`: values of ARGs, in order.
    public var arguments: [(name: String, value: String)] = []
    /// `--label`
    public var labels: [(key: String, value: String)] = []
    /// `--secret`: what RUN may see and no layer keeps.
    public var secrets: [(id: String, bytes: [UInt8])] = []
    /// `--build-context`: files and images by name.
    public var contexts: [(name: String, source: NamedContext)] = []
    /// What the image is for.
    public var platform = Platform.standard
    /// `--cache-from`: where a step that the world's cache does not have is looked for.
    public var importedCaches: [ImportedCache] = []
    /// `--no-cache`
    public var ignoresCache = false
    /// `--no-cache-filter`: stages whose steps are made again.
    public var ignoredStages: [String] = []
    /// Gives the digest of a file of the context, read or known.
    public var digest: (FileContents) throws -> Digest = { try Digest.of($0) }
    /// Which builder's habits hold where they part.
    public var dialect = Dialect.buildkit

    /// A context with a name of its own.
    public enum NamedContext {
        /// Files.
        case files(FileTree)
        /// An image.
        case image(Image)
    }

    /// Which builder's habits hold where they part.
    public enum Dialect: String, Sendable {
        /// Docker's builder of today.
        case buildkit
        /// The one before, and buildah: what a RUN writes into a VOLUME is lost.
        case legacy
    }

    /// A build of a Dockerfile over a context.
    public init(_ file: Dockerfile, context: any CopyOrigin) {
        self.file = file
        self.context = context
    }
}
