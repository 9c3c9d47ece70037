import LayTestSupport
import Testing

/// Builds of `Tests/Fixtures/dockerfiles` against what Docker 28 made of them.
@Suite struct BuildFixtureTests {
    @Test(arguments: BuildCase.all)
    func `a build gives what Docker's gives`(test: BuildCase) throws {
        if try test.needs() != nil { return }
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
