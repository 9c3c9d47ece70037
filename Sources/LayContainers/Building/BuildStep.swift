public import LayArchive
public import LayImages
public import LayWorld

/// How the result of a build step came about.
public enum StepOrigin: Sendable, Equatable {
    /// It was in the cache.
    case cached
    /// It was made, since the cache did not have it.
    case made
    /// It was made, since the cache was not to be asked.
    case forced
    /// It was made and is not kept, since more than its inputs decides on it.
    case uncacheable
}

/// What a build step gave.
public struct StepResult {
    /// The image with the step's layer.
    public let image: Image
    /// What it depends on.
    public let inputs: StepInputs
    /// The digest of that.
    public let key: Digest
    /// How it came about.
    public let origin: StepOrigin
    /// What its program wrote; `nil` for a step that ran none.
    public let output: ExecutionResult?
    /// The name of the cache that had it, where that is not the world's.
    public internal(set) var source: String?
}

/// Results of steps that another world left behind.
public struct ImportedCache: Sendable {
    /// What messages call it: its directory.
    public let name: String
    /// The results.
    public let cache: BuildCache

    /// Results under a name.
    public init(_ name: String, _ cache: BuildCache) {
        self.name = name
        self.cache = cache
    }
}

/// Which results of the cache a step may use, and where it stands.
public struct StepPolicy {
    /// False when the step is made whatever the cache has.
    public var usesCache = true
    /// Where else a result may come from, in order, which the world's cache then has too.
    public var imported: [ImportedCache] = []
    /// Where in a Dockerfile the step stands; empty for a method's.
    public var place = ""
    /// The step as people read it; the history's line if it is empty.
    public var title = ""

    /// A step that may come from the cache.
    public init() {}
}

/// A command as a step of a build.
public struct RunStep {
    /// The program and its arguments.
    public var words: [String]
    /// What it sees while it runs.
    public var mounts: [StepMount] = []
    /// The files that mounts show, for whoever asks why the step was made; the key tells their
    /// digests.
    public var shown: CopiedFiles?
    /// What left files out of mounts of the context before.
    public var sent: SentFiles?
    /// Variables that the key does not tell: proxies.
    public var proxies: [(key: String, value: String)] = []
    /// Variables that hold secrets, of which the key tells the names.
    public var secrets: [(key: String, value: String)] = []
    /// `--network` and `--security` as far as they are not the usual ones.
    public var sandbox: [(key: String, value: String)] = []
    /// True when the image's volumes are mounted, so that what is written there is lost, as in the
    /// builder before BuildKit.
    public var mountsVolumes = false
    /// Gets what the program writes.
    public var onOutput: (([UInt8]) -> Void)?

    /// A step that runs a program.
    public init(_ words: [String]) { self.words = words }
}
