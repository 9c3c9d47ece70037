import Foundation
import Lay
import LayRuntime
import Testing

/// The machine looks at itself while it runs every fixture of the language and of its values.
@Suite struct MachineTests {
    /// What a machine said of itself at its end.
    final class Verdict {
        var live: Int?
        var report: String?
    }

    private func verdict(on fixture: Fixture, _ checks: MachineChecks) throws -> Verdict {
        let verdict = Verdict()
        let source = try fixture.source()
        do {
            let engine = makeEngine(checks: checks).engine
            engine.vm.atEnd = { live, report in
                verdict.live = live
                verdict.report = report
            }
            _ = try? engine.run(source, name: fixture.path)
        }
        return verdict
    }

    private static let fixtures =
        Fixture.all(in: "language") + Fixture.all(in: "model/layers")
        + Fixture.all(in: "model/images") + Fixture.all(in: "model/trees")

    @Test func `there are fixtures to look at`() { #expect(Self.fixtures.count >= 500) }

    @Test(arguments: fixtures)
    func `every count is right and nothing is left at exit`(fixture: Fixture) throws {
        let verdict = try verdict(on: fixture, .audit)
        #expect(verdict.report == nil)
        #expect(verdict.live == 0, "objects are left")
    }

    @Test(arguments: fixtures)
    func `nothing is touched after it was freed`(fixture: Fixture) throws {
        let verdict = try verdict(on: fixture, .poison)
        #expect(verdict.live != nil, "the machine did not end")
        #expect(verdict.report == nil)
    }
}
