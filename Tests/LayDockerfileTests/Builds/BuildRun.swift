import Foundation
import LayArchive
import LayContainers
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld

/// A build of a case in a world of its own, and what differs from what Docker made.
struct BuildRun {
    let test: BuildCase
    let engine: ContainerEngine
    let shell: Shell
    private(set) var differences: [String] = []

    init(_ test: BuildCase, _ shell: Shell) throws {
        self.test = test
        self.shell = shell
        engine = ContainerEngine(try BuildCase.world())
    }

    /// Builds, and compares with `outcome.json`.
    mutating func run() throws {
        let options = try test.document("options.json") ?? .object([:])
        // Where images are kept in containerd's store `--link` is what it says.
        guard
            let outcome = try test.document("outcome.containerd.json")
                ?? test.document("outcome.json")
        else { return }
        try prepare()
        for (name, value) in options["bases"]?.object?.entries ?? [] {
            guard let file = value.string else { continue }
            let image = try build(.object([:]), file: "../\(file)").get().image
            try engine.world.tag(image, Reference(name))
        }
        if let check = outcome["check"] { compareCheck(try request(options), check) }
        try compare(build(options), outcome)
        // Of a further build only what differs from the one before is recorded.
        var expected = outcome.object ?? [:]
        for (index, then) in (outcome["then"]?.array ?? []).enumerated() {
            let change = options["then"]?.array?[index] ?? .object([:])
            try apply(change)
            var merged = options.object ?? [:]
            for (key, value) in change.object?.entries ?? [] { merged[key] = value }
            for (name, value) in change["bases"]?.object?.entries ?? [] {
                guard let file = value.string else { continue }
                let image = try build(.object([:]), file: "../\(file)").get().image
                try engine.world.tag(image, Reference(name))
            }
            if (then.object?.entries ?? []).contains(where: {
                $0.key == "files" || $0.key == "history"
            }) {
                expected["error"] = nil
            }
            for (key, value) in then.object?.entries ?? [] { expected[key] = value }
            let before = differences.count
            try compare(build(.object(merged)), .object(expected))
            for place in before..<differences.count {
                differences[place] = "then \(index + 1): " + differences[place]
            }
        }
    }

    /// Copies the case to where it is built.
    func prepare() throws {
        try shell.run("cp -a '\(test.folder.path)/.' . && mkdir -p context")
        if try test.text("setup.sh") != nil { try shell.run("cd context && sh ../setup.sh") }
    }

    private func apply(_ change: JSONValue) throws {
        for (path, value) in change["change"]?.object?.entries ?? [] {
            let file = URL(fileURLWithPath: "\(shell.directory)/\(path)")
            if let text = value.string {
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            } else {
                try FileManager.default.removeItem(at: file)
            }
        }
        if let line = change["run"]?.string { try shell.run("cd context && \(line)") }
    }

    /// Builds with the options of a case.
    func build(_ options: JSONValue, file: String? = nil) -> Result<
        BuildOutcome, any Error
    > {
        Result { try Builder(request(options, file: file), in: engine).build() }
    }

    /// What `--check` tells: the rule, the message and the line of each warning, and the error.
    ///
    /// Docker's order within a line is that of a sort that keeps none.
    private mutating func compareCheck(_ request: BuildRequest, _ expected: JSONValue) {
        let report = Builder.check(request, in: engine)
        let told = report.warnings.map {
            "CASE/Dockerfile:\($0.lines.lowerBound) WARNING: \($0.rule) \($0.message)"
        }
        let error = report.error.map { ["ERROR: \($0)"] } ?? []
        let recorded = expected["output"]?.strings ?? []
        var wanted: [String] = []
        for (place, line) in recorded.enumerated() where line.hasPrefix("WARNING: ") {
            let rule = line.components(separatedBy: " - ")[0]
            wanted.append("\(recorded[place + 2]) \(rule) \(recorded[place + 1])")
        }
        let errors = recorded.filter { $0.hasPrefix("ERROR: ") }
        if told.sorted() != wanted.sorted() || error != errors {
            differences.append("check: \(told + error) not \(wanted + errors)")
        }
    }

    private func request(_ options: JSONValue, file: String? = nil) throws -> BuildRequest {
        let root = TreePath("\(shell.directory)/context")
        let files = DiskFileSystem()
        var path = TreePath(
            (file ?? options["dockerfile"]?.string ?? "../Dockerfile").utf8, in: root)
        if try files.find(path) == nil { path = root.appending(name: "Dockerfile".utf8) }
        let text = Array(try Data(contentsOf: URL(fileURLWithPath: path.description)))
        let context = try BuildContext.opening(root, of: files, dockerfile: path, now: 0)
        var request = BuildRequest(
            try Dockerfile(parsing: text, name: "Dockerfile"), context: context)
        func pairs(_ key: String) -> [(String, String)] {
            (options[key]?.object?.entries ?? []).map { ($0.key, $0.value.string ?? "") }
        }
        request.target = options["target"]?.string
        request.arguments = pairs("build_args").map { (name: $0.0, value: $0.1) }
        request.labels = pairs("labels").map { (key: $0.0, value: $0.1) }
        request.secrets = pairs("secrets").map { (id: $0.0, bytes: Array($0.1.utf8)) }
        if let platform = options["platform"]?.string {
            request.platform = try Platform(platform)
        }
        request.ignoresCache = options["no_cache"] == .bool(true)
        request.ignoredStages = options["no_cache_filter"]?.strings ?? []
        for (name, value) in pairs("build_contexts") {
            let prefix = "docker-image://"
            request.contexts.append(
                value.hasPrefix(prefix)
                    ? (
                        name,
                        .image(try engine.world.image(String(value.dropFirst(prefix.count))))
                    )
                    : (
                        name,
                        .files(try BuildCase.tree("\(shell.directory)/\(value)"))
                    ))
        }
        return request
    }
}

extension BuildCase {
    static func tree(_ path: String) throws -> FileTree {
        try BuildContext.opening(TreePath(path), of: DiskFileSystem(), now: 0).tree(at: .root)
    }
}

extension BuildRun {
    mutating func compare(_ result: Result<BuildOutcome, any Error>, _ outcome: JSONValue) throws {
        switch result {
        case .failure(let error):
            guard let expected = outcome["error"]?.string else {
                differences.append("failed: \(error)")
                return
            }
            let message = expected.replacingOccurrences(
                of: "failed to build: failed to solve: ", with: "")
            let ours = "\(error)"
            if !message.hasSuffix(ours) { differences.append("error: \(ours)\n   not: \(message)") }
            let lines = (outcome["lines"]?.array ?? []).compactMap { $0.int.map { Int($0) } }
            let fault = error as? DockerfileError
            let places =
                [fault?.lines ?? (error as? BuildFailure)?.lines].compactMap { $0 }
                + (fault?.further.map(\.lines) ?? [])
            var shown: [Int] = []
            for line in lines where !shown.contains(line) { shown.append(line) }
            if !shown.isEmpty, places.flatMap({ Array($0) }) != shown {
                differences.append("lines: \(places) not \(lines)")
            }
        case .success(let built):
            if let expected = outcome["error"]?.string {
                differences.append("built, not: \(expected)")
                return
            }
            try compare(built, outcome)
        }
    }

    private mutating func compare(_ built: BuildOutcome, _ outcome: JSONValue) throws {
        let name = outcome["base"]?.string ?? "busybox"
        let base = name == "scratch" ? Image.scratch : try engine.world.image(name)
        let rows = try BuiltRows(built.image, base: base)
        compare("files", rows.files, (outcome["files"]?.array ?? []).map(BuiltRows.row))
        compare("removed", rows.removed, (outcome["removed"]?.array ?? []).compactMap(\.string))
        let layers = (outcome["layers"]?.array ?? []).map { layer in
            (layer["paths"]?.array ?? []).compactMap(\.string).joined(separator: " ")
        }
        if rows.layers.count != layers.count {
            differences.append("layers: \(rows.layers.count) not \(layers.count)")
        }
        let config = built.image.config["config"]?.object ?? [:]
        let expected = outcome["config"]?.object ?? [:]
        for key in Set(config.entries.map(\.key) + expected.entries.map(\.key)).sorted()
        where config[key]?.sorted.text() != expected[key]?.sorted.text() {
            differences.append(
                "config.\(key): \(config[key]?.text() ?? "none") not \(expected[key]?.text() ?? "none")"
            )
        }
        let history = built.image.config.history.dropFirst(base.config.history.count).map {
            line($0["created_by"]?.string, $0["empty_layer"], $0["comment"]?.string)
        }
        compare(
            "history", history,
            (outcome["history"]?.array ?? []).map {
                line($0["created_by"]?.string, $0["empty_layer"], $0["comment"]?.string)
            })
        // Which of several stages names a base that they share is chance.
        let steps = built.steps.filter { $0.word != "FROM" }.map {
            $0.name.title + ($0.origin == .cached ? " CACHED" : "")
        }
        compare(
            "steps", steps.sorted(),
            (outcome["steps"]?.array ?? []).compactMap { step in
                let name = step["name"]?.string ?? ""
                // BuildKit merges the layers of a `--link` in a step of its own.
                if name.contains("] LINK ") || name.contains("FROM docker.io/") { return nil }
                return name + (step["cached"] == .bool(true) ? " CACHED" : "")
            }.sorted())
    }

    private func line(_ text: String?, _ isEmpty: JSONValue?, _ comment: String?) -> String {
        "\(text ?? "")\(isEmpty == .bool(true) ? " (empty)" : "") \(comment ?? "")"
    }

    private mutating func compare(_ what: String, _ ours: [String], _ theirs: [String]) {
        if ours == theirs { return }
        for line in ours where !theirs.contains(line) { differences.append("\(what): + \(line)") }
        for line in theirs where !ours.contains(line) { differences.append("\(what): - \(line)") }
        if ours.sorted() == theirs.sorted() {
            differences.append("\(what): in another order: \(ours) not \(theirs)")
        }
    }
}

extension JSONValue {
    /// The document with the fields of its objects in order.
    fileprivate var sorted: JSONValue {
        switch self {
        case .array(let list): return .array(list.map(\.sorted))
        case .object(let object):
            var result = JSONObject()
            for (key, value) in object.entries.sorted(by: { $0.key < $1.key }) {
                result[key] = value.sorted
            }
            return .object(result)
        default: return self
        }
    }
}
