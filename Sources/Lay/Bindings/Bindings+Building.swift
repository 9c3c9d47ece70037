internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// `image.build`: a Dockerfile as a call.
    func installBuilding() {
        let parameters = [
            Parameter("context", "a directory of the host, or a tree"),
            Parameter(
                "dockerfile", "the file's path in the context", default: "\"Dockerfile\""),
            Parameter(
                "target", "the stage that is wanted, by name; the last if left out"),
            Parameter("args", "the values of ARGs"),
            Parameter("tag", "a name for the image"),
            Parameter("labels", "labels for the image"),
            Parameter("secrets", "what RUN --mount=type=secret shows, by id"),
            Parameter("contexts", "images and trees that --from and FROM may name"),
            Parameter("platform", "what it is for", default: "\"linux/amd64\""),
            Parameter(
                "dialect",
                "\"legacy\" loses what a RUN writes into a VOLUME, as the builder before BuildKit did",
                default: "\"buildkit\""),
            Parameter("no_cache", "true to make every step again"),
            Parameter(
                "cache_from",
                "directories of the host that cache_to wrote, for steps that the world lacks"),
            Parameter(
                "cache_to",
                "a directory of the host that gets the steps of the build, for other worlds"),
            Parameter(
                "explain",
                "true for a map of the image and its steps, each with why it was made or not"),
        ]
        function(
            image, "build",
            NativeMember(
                many:
                    "Builds a Dockerfile: the image, with the steps that were made before from the cache.",
                parameters,
                example: """
                    let files = tree({"/Dockerfile": "FROM toolbox\\nCOPY a /\\nRUN cat /a > /b", "/a": "1"})
                    image.build(files)["/b"].text  # => "1"
                    """
            ) {
                (
                    bindings, context: BuildFiles, dockerfile: String?, target: ShownText?,
                    args: Settings?, tag: Reference?, labels: Settings?, secrets: Settings?,
                    contexts: NamedContexts?, platform: Platform?, dialect: String?,
                    ignoresCache: Flag, sources: SourceList?, cache: String?,
                    explains: Flag
                ) -> BuiltImage in
                let (origin, text) = try bindings.parts(context, dockerfile ?? "Dockerfile")
                var request = BuildRequest(
                    try Dockerfile(parsing: text, name: dockerfile ?? "Dockerfile"),
                    context: origin)
                request.target = target?.text
                request.arguments = args?.entries.map { ($0.key, $0.value) } ?? []
                request.labels = labels?.entries ?? []
                request.secrets = secrets?.entries.map { ($0.key, Array($0.value.utf8)) } ?? []
                request.contexts = contexts?.entries ?? []
                if let platform { request.platform = platform }
                if let dialect { request.dialect = try bindings.dialect(dialect) }
                request.ignoresCache = ignoresCache.isSet
                request.importedCaches = try bindings.caches(sources?.sources ?? [])
                // Before anything is made: it may not be granted.
                let place = try cache.map { try bindings.writable($0) }
                let builder = try Builder(request, in: bindings.containers)
                let outcome = try builder.build()
                if let place {
                    try CacheStore.save(
                        bindings.world.state.cache, outcome.steps.compactMap(\.key),
                        to: try bindings.hostFiles(), place)
                }
                if let tag {
                    try bindings.world.tag(outcome.image, tag)
                }
                return BuiltImage(
                    image: bindings.keep(outcome.image),
                    report: explains.isSet ? BuildReport(outcome.steps) : nil)
            })
    }

    /// The build caches of directories; one that has none yet is passed over.
    private func caches(_ names: [String]) throws -> [ImportedCache] {
        try names.compactMap { name in
            let (path, files) = (try readable(name), try hostFiles())
            guard try files.find(path.appending(name: "index.json".utf8)) != nil else {
                return nil
            }
            return ImportedCache(
                name,
                try CacheStore.load(
                    files, path, limits: host.archiveLimits, scratch: host.scratch))
        }
    }

    private func dialect(_ name: String) throws -> BuildRequest.Dialect {
        guard let dialect = BuildRequest.Dialect(rawValue: name) else {
            throw LayError(
                .valueError, "build: there is no dialect '\(name)'",
                help: "\"buildkit\" is Docker's builder of today, \"legacy\" the one before")
        }
        return dialect
    }

    /// Where COPY finds its files, and the bytes of the Dockerfile.
    private func parts(_ context: BuildFiles, _ name: String) throws -> (
        any CopyOrigin, [UInt8]
    ) {
        switch context {
        case .tree(let tree):
            guard
                case .file(let contents) = try tree.entry(at: TreePath(name)).node.body
            else { throw FileError(.isDirectory, TreePath(name)) }
            return (
                try BuildContext.opening(tree, dockerfile: TreePath(name)), try contents.bytes()
            )
        case .directory(let text):
            let root = try readable(text)
            let files = try hostFiles()
            let path = TreePath(name.utf8, in: root)
            guard case .file(let contents) = try files.entry(at: path, follow: true).node.body
            else { throw FileError(.isDirectory, path) }
            let origin = try BuildContext.opening(
                root, of: files, dockerfile: path, now: world.now)
            return (origin, try contents.bytes())
        }
    }
}

/// The files of a build: a directory of the host, or a tree.
enum BuildFiles: ScriptArgument {
    case directory(String)
    case tree(FileTree)

    static var type: ValueType { "string | tree" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> BuildFiles
    {
        if call[index].tag == .string { return .directory(call[index].text) }
        if let tree: FileTree = bindings.content(call[index]) { return .tree(tree) }
        throw call.mismatch(index, "a path or a tree")
    }
}

/// Images and trees by the names that a Dockerfile calls them.
struct NamedContexts: ScriptArgument {
    let entries: [(name: String, source: BuildRequest.NamedContext)]

    static var type: ValueType { "map[string, image | tree]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> NamedContexts
    {
        guard let entries = call[index].entries else {
            throw call.mismatch(index, "a map of images and trees")
        }
        return NamedContexts(
            entries: try entries.map { key, value in
                let name = key.tag == .string ? key.text : ""
                if let tree: FileTree = bindings.content(value) { return (name, .files(tree)) }
                if let image: Image = bindings.content(value) { return (name, .image(image)) }
                throw call.mismatch(index, "a map of images and trees")
            })
    }
}

/// What a build gives: the image, or with `explain` a map of it and its steps.
private struct BuiltImage: ScriptResult {
    let image: Image
    let report: BuildReport?

    static var type: ValueType { "image | map" }

    func given(by bindings: Bindings) throws -> Value {
        guard let report else { return bindings.value(image) }
        let fields: Fields = ["image": image, "steps": report.document]
        return try fields.given(by: bindings)
    }
}
