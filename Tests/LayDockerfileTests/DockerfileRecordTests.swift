import LayArchive
import LayDockerfile
import LayFiles
import LayImages
import Testing

/// What reading and checking tell of the builds of `Tests/Fixtures/dockerfiles`, beside what Docker
/// told of them.
@Suite struct DockerfileRecordTests {
    private func check(_ item: BuildCase) throws -> (
        warnings: [Dockerfile.Warning], error: DockerfileError?
    ) {
        let options = try item.document("options.json")
        var arguments: [String: String] = [:]
        for (name, value) in options?["build_args"]?.object?.entries ?? [] {
            arguments[name] = value.string
        }
        let path = try dockerfile(item)
        let platform = try options?["platform"]?.string.map { try Platform($0) }
        do throws(DockerfileError) {
            let file = try Dockerfile(parsing: readable(item, path))
            let check = DockerfileCheck(
                file, arguments: arguments, platform: platform ?? .standard,
                target: options?["target"]?.string, looksAtAllStages: false)
            let ignoreFile = (try? item.text("context/.dockerignore")).flatMap { $0 }.flatMap {
                try? IgnoreFile($0)
            }
            let report = check.run(
                base: { _, _ in .init() },
                ignores: { ignoreFile?.decision(for: TreePath($0)).isIgnored ?? false })
            return (report.warnings, report.error)
        } catch {
            return ([], error)
        }
    }

    private func dockerfile(_ item: BuildCase) throws -> String {
        try item.document("options.json")?["dockerfile"]?.string.map { "context/\($0)" }
            ?? "Dockerfile"
    }

    private func readable(_ item: BuildCase, _ path: String) -> [UInt8] {
        (try? item.text(path)) ?? []
    }

    @Test(arguments: BuildCase.all)
    func `a build is found as odd as Docker finds it`(_ item: BuildCase) throws {
        guard let outcome = try item.document("outcome.json") else { return }
        // Triggers and variables of bases that only the build knows.
        guard try item.document("options.json")?["bases"] == nil else { return }
        // Some make their file when they are built.
        guard try item.text(dockerfile(item)) != nil else { return }
        let report = try check(item)
        if let error = report.error {
            let told = outcome["error"]?.string ?? "nothing"
            #expect(told.hasSuffix(error.description))
            // Of a directive Docker marks the line before.
            if let lines = error.lines, !told.contains("parser directive"),
                let first = outcome["lines"]?.array?.first?.int
            {
                #expect(lines.lowerBound == Int(first))
            }
        }
        guard outcome["error"] == nil else { return }
        let expected = (outcome["warnings"]?.array ?? []).map {
            "\($0["line"]?.int ?? 0) \($0["rule"]?.string ?? ""): \($0["text"]?.string ?? "")"
        }
        let found = report.warnings.map { "\($0.lines.lowerBound) \($0.rule): \($0.message)" }
        #expect(found.sorted() == expected.sorted())
    }
}
