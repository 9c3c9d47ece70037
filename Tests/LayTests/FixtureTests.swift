import Lay
import LayBounds
import Testing

/// Every script of `Tests/Fixtures/language` and `Tests/Fixtures/model` does what its comments say.
@Suite struct FixtureTests {
    @Test(arguments: Fixture.all(in: "language"))
    func `language`(fixture: Fixture) throws { try check(fixture) }

    @Test(arguments: Fixture.all(in: "model"))
    func `model`(fixture: Fixture) throws { try check(fixture) }

    private func check(_ fixture: Fixture) throws {
        let (engine, output) = makeEngine()
        if try !fixture.expectedWarnings().isEmpty {
            try checkWarnings(of: fixture, engine)
            return
        }
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
        let warnings = try engine.check(try fixture.source(), name: fixture.path)
        let expected = try fixture.expectedWarnings()
        #expect(warnings.count == expected.count, "\(warnings)")
        for (warning, text) in zip(warnings, expected) { #expect(warning.contains(text)) }
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
