import LayTestSupport
import Testing

/// Builds of `Tests/Fixtures/dockerfiles` against what Docker 28 made of them.
@Suite struct BuildFixtureTests {
    @Test(arguments: BuildCase.all)
    func `a build gives what Docker's gives`(test: BuildCase) throws {
        guard let reason = try test.needs() else { return try compare(test) }
        // A mark that is of no use any more fails.
        withKnownIssue("\(reason)") { try compare(test) }
    }

    private func compare(_ test: BuildCase) throws {
        try Shell.inTemporaryDirectory { shell in
            var run = try BuildRun(test, shell)
            try run.run()
            #expect(run.differences.isEmpty, "\(run.differences.joined(separator: "\n"))")
        }
    }

    @Test func `there are builds of every kind`() {
        #expect(BuildCase.all.count >= 150)
    }
}
