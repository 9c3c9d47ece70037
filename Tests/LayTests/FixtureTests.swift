import Lay
import LayBounds
import Testing

/// Every script of `Tests/Fixtures/language` and `Tests/Fixtures/model` does what its comments say.
@Suite struct FixtureTests {
    @Test(arguments: Fixture.all(in: "language"))
    func `language`(fixture: Fixture) throws { try check(fixture) }

    @Test(arguments: Fixture.all(in: "model"))
    func `model`(fixture: Fixture) throws { try check(fixture) }

    /// How many there are at least, so that none is lost with its folder.
    private static let counts = [
        ("language/bytes", 10), ("language/checks", 82), ("language/control", 38),
        ("language/display", 10), ("language/equality", 10), ("language/errors", 53),
        ("language/functions", 51), ("language/hash", 4), ("language/iterators", 6),
        ("language/json", 14), ("language/lists", 57), ("language/literals", 28),
        ("language/maps", 22), ("language/math", 4), ("language/modules", 15),
        ("language/newlines", 12), ("language/numbers", 15), ("language/operators", 52),
        ("language/optional", 3), ("language/path", 4), ("language/patterns", 26),
        ("language/process", 17),
        ("language/ranges", 12), ("language/records", 27), ("language/regex", 16),
        ("language/strings", 45), ("language/tests", 1), ("language/types", 16),
        ("language/values", 16),
        ("language/yaml", 8), ("model/containers", 75), ("model/diff", 55), ("model/images", 89),
        ("model/layers", 20), ("model/mounts", 42), ("model/runtime", 24), ("model/stories", 7),
        ("model/stores", 19), ("model/trees", 66), ("model/verbs", 18), ("model/host", 3),
        ("model/volumes", 64), ("model/world", 29), ("model/downloads", 7),
        ("language/help", 15), ("language/csv", 2), ("language/dotenv", 2),
        ("language/gzip", 1), ("language/ini", 1), ("language/semver", 2), ("language/time", 5),
        ("language/toml", 3),
    ]

    @Test(arguments: counts)
    func `no fixture is lost`(folder: String, count: Int) {
        #expect(Fixture.all(in: folder).count >= count)
    }

    @Test func `every folder is counted`() throws {
        for area in ["language", "model"] {
            for folder in try Fixture.folders(in: area) {
                #expect(Self.counts.contains { $0.0 == folder }, "\(folder) has no number here")
            }
        }
    }

    private func check(_ fixture: Fixture) throws {
        let (engine, output) = makeEngine()
        if try !fixture.expectedWarnings().isEmpty {
            try checkWarnings(of: fixture, engine)
            return
        }
        let checkErrors = try fixture.expectedCheckErrors()
        if !checkErrors.isEmpty {
            try compareChecks(of: fixture, engine, checkErrors)
            if try fixture.expectedError() == nil { return }
        }
        let watch = DescriptionWatch(engine)
        defer { #expect(watch.findings.isEmpty) }
        let expectedError = try fixture.expectedError()
        let expected = try fixture.expectedOutput()
        try #require(expectedError != nil || !expected.isEmpty, "the fixture expects nothing")
        do {
            try engine.run(try fixture.source(), name: fixture.path)
            #expect(expectedError == nil, "no error was thrown")
        } catch let error as ScriptError {
            if let expectedError {
                let (kind, text) = expectedError.splitOnce(" ")
                #expect(error.kind.rawValue == kind)
                #expect(error.report.contains(text))
            } else {
                Issue.record("\(error.report)")
            }
        }
        try compare(output, expected)
    }

    /// A fixture with `# expect warning:` is checked, not run.
    private func checkWarnings(of fixture: Fixture, _ engine: Engine) throws {
        let warnings = try engine.check(
            try fixture.source(), name: fixture.path, isStrict: try fixture.isStrict())
        let expected = try fixture.expectedWarnings()
        #expect(warnings.count == expected.count, "\(warnings)")
        for (warning, text) in zip(warnings, expected) { #expect(warning.contains(text)) }
    }

    /// A fixture with `# expect check error:` is checked; it runs too when it says how that ends.
    private func compareChecks(of fixture: Fixture, _ engine: Engine, _ expected: [String]) throws {
        let source = try fixture.source()
        let isStrict = try fixture.isStrict()
        do throws(ScriptError) {
            try engine.check(source, name: fixture.path, isStrict: isStrict)
            Issue.record("nothing was found")
        } catch {
            let reports = error.report.split(separator: "\n\n").filter {
                !$0.hasPrefix("warning: ")
            }
            #expect(reports.count == expected.count, "\(error.report)")
            for (report, text) in zip(reports, expected) {
                let (kind, part) = text.splitOnce(" ")
                #expect(report.hasPrefix("error[\(kind)]: "), "\(report)")
                #expect(report.contains(part), "\(report)")
            }
        }
    }

    private func compare(_ output: Output, _ expected: [String]) throws {
        var lines = output.text.split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        if lines.last == "" { lines.removeLast() }
        #expect(lines == expected)
    }
}

extension String {
    /// The parts before and behind the first separator.
    func splitOnce(_ separator: Character) -> (String, String) {
        guard let index = firstIndex(of: separator) else { return (self, "") }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }
}
