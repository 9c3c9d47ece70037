import Lay
import Testing

/// Every script of `Tests/Fixtures/language` and `Tests/Fixtures/model` does what its comments say.
@Suite struct FixtureTests {
    @Test(arguments: Fixture.all(in: "language"))
    func `language`(fixture: Fixture) throws { try check(fixture) }

    @Test(arguments: Fixture.all(in: "model"))
    func `model`(fixture: Fixture) throws { try check(fixture) }

    private func check(_ fixture: Fixture) throws {
        let (engine, output) = makeEngine()
        let expectedError = try fixture.expectedError()
        let expected = try fixture.expectedOutput()
        try #require(expectedError != nil || !expected.isEmpty, "the fixture expects nothing")
        do {
            try engine.run(try fixture.source(), name: fixture.path)
            #expect(expectedError == nil, "no error was thrown")
        } catch let error as ScriptError {
            if let expectedError {
                let (kind, text) = expectedError.splitOnce(" ")
                #expect(error.kind == kind)
                #expect(error.report.contains(text))
            } else {
                Issue.record("\(error.report)")
            }
        }
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
