import Foundation
import LayArchive
import LayContainers
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// A file of `Tests/Fixtures/explanations`: two builds, what changes between them, and what the
/// second one is explained with.
///
///     moby/moby#20136: RUN is made again, and does not use the ARG
///     --- Dockerfile
///     FROM busybox
///     --- file src/a
///     one
///     --- first {"build_args": {"V": "1"}}
///     --- run
///     chmod 664 context/src/a
///     --- second {"build_args": {"V": "2"}}
///     --- rows
struct ExplanationCase: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    private static let folder = BuildCase.root.deletingLastPathComponent().appending(
        path: "explanations")
    static let isRecording = ProcessInfo.processInfo.environment["LAY_RECORD"] == "1"

    static let all: [ExplanationCase] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".txt") }.sorted().map {
            ExplanationCase(name: $0)
        }
    }()

    /// A part of the file: what stands behind `---`, and the lines below.
    struct Section {
        let title: String
        var lines: [String] = []

        var text: String { lines.map { $0 + "\n" }.joined() }

        /// What stands behind a word.
        func value(after word: String) -> String? {
            title.hasPrefix(word + " ") ? String(title.dropFirst(word.count + 1)) : nil
        }
    }

    private var file: URL { Self.folder.appending(path: name) }

    func sections() throws -> [Section] {
        var sections = [Section(title: "")]
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("--- ") {
                sections.append(Section(title: String(line.dropFirst(4))))
            } else {
                sections[sections.count - 1].lines.append(String(line))
            }
        }
        return sections
    }

    /// Builds twice; gives the rows that the file should have, and those that it has.
    func run() throws -> (actual: [String], expected: [String]) {
        let sections = try sections()
        var actual: [String] = []
        try Shell.inTemporaryDirectory { shell in
            var world = try BuildCase.world()
            try shell.run("mkdir context")
            for section in sections {
                if section.title == "Dockerfile" {
                    try shell.write(Array(section.text.utf8), to: "Dockerfile")
                } else if let path = section.value(after: "file") {
                    try shell.run("mkdir -p \"$(dirname 'context/\(path)')\"")
                    try shell.write(Array(section.text.utf8), to: "context/\(path)")
                } else if section.title == "run" {
                    try shell.run(section.text)
                } else if let text = section.value(after: "first") ?? section.value(after: "second")
                {
                    let options = try JSONValue(parsing: Array(text.utf8))
                    let build = ExplainedBuild(shell, options)
                    actual = try build.rows(in: &world)
                }
            }
        }
        let expected = sections.last?.lines ?? []
        if Self.isRecording, actual != expected {
            let before = sections.dropFirst().dropLast().map { "--- \($0.title)\n\($0.text)" }
            let head = (sections.first?.text ?? "") + before.joined()
            let rows = actual.map { $0 + "\n" }.joined()
            try (head + "--- rows\n" + rows).write(to: file, atomically: true, encoding: .utf8)
        }
        return (actual, Self.isRecording ? actual : expected)
    }

    /// What all second builds are explained with.
    static func kinds() throws -> String {
        try all.map { try $0.sections().last?.text ?? "" }.joined()
    }
}

/// A build of such a file.
private struct ExplainedBuild {
    let shell: Shell
    let options: JSONValue

    init(_ shell: Shell, _ options: JSONValue) {
        self.shell = shell
        self.options = options
    }

    private func pairs(_ name: String) -> [(String, String)] {
        (options[name]?.object?.entries ?? []).map { ($0.key, $0.value.string ?? "") }
    }

    /// The rows of the explanation.
    func rows(in world: inout World) throws -> [String] {
        let cache = TreeFileSystem()
        var imported: [ImportedCache] = []
        if options["imported"] == .bool(true) {
            // What another machine built.
            let former = world.state.cache
            try CacheStore.save(former, former.all.map(\.key), to: cache, "/cache")
            imported = [ImportedCache("/cache", try CacheStore.load(cache, "/cache"))]
            world = try BuildCase.world()
        }
        if let limit = options["cache_limit"]?.int { world.state.cache.limit = Int(limit) }
        for (name, text) in pairs("bases") {
            let file = try Dockerfile(parsing: Array("FROM busybox\n\(text)\n".utf8))
            let request = BuildRequest(file, context: TreeOrigin(FileTree()))
            let built = try Builder(request, in: ContainerEngine(world)).build()
            let architecture = options["base_architecture"]?.string ?? "amd64"
            let image = try built.image.merging(["architecture": .string(architecture)])
            try world.tag(image, Reference(name))
        }
        let root = TreePath("\(shell.directory)/context")
        let context = try BuildContext.opening(
            root, of: DiskFileSystem(),
            dockerfile: TreePath(
                options["dockerfile"]?.string?.utf8 ?? "../Dockerfile".utf8, in: root),
            now: 0)
        var request = BuildRequest(
            try Dockerfile(parsing: try shell.bytes("Dockerfile")), context: context)
        request.arguments = pairs("build_args").map { (name: $0.0, value: $0.1) }
        request.secrets = pairs("secrets").map { (id: $0.0, bytes: Array($0.1.utf8)) }
        request.target = options["target"]?.string
        request.ignoresCache = options["no_cache"] == .bool(true)
        request.ignoredStages = options["no_cache_filter"]?.strings ?? []
        request.importedCaches = imported
        if let platform = options["platform"]?.string { request.platform = try Platform(platform) }
        let outcome = try Builder(request, in: ContainerEngine(world)).build()
        return BuildReport(outcome.steps).lines
    }
}
