import Foundation
import LayTestSupport
import Testing

/// Every script of `Tests/Fixtures/utilities` gives in Lay what was recorded of GNU's programs and of
/// busybox.
///
/// `LAY_RECORD=1` writes `differs.txt` anew.
@Suite struct UtilityRecordTests {
    private static let isRecording = ShellRecordTests.isRecording

    @Test(.disabled(if: isRecording), arguments: UtilityCase.all)
    func `a script does what the real programs were seen to do`(test: UtilityCase) throws {
        try RecordedDifferences.utilities.check(test)
    }

    @Test(.enabled(if: isRecording)) func `what differs is written down`() throws {
        try RecordedDifferences.utilities.record(UtilityCase.all)
    }

    @Test func `every line of what differs names a case`() {
        let names = Set(UtilityCase.all.map(\.testDescription))
        let differences = RecordedDifferences.utilities
        #expect(differences.all.keys.filter { !names.contains($0) }.sorted() == [])
        #expect(differences.all.count == differences.lineCount)
    }

    @Test(
        .needs("dash"), .needs("busybox"), .needs("python3"),
        .needs("busybox 1.35") { ShellRecordTests.isOf("v1.35", "busybox", "--help") })
    func `the real programs do what was recorded`() throws {
        let scripts = Set(UtilityCase.all.map { $0.name + ".sh" }).sorted()
        for seed in seeds(1) {
            var choices = Choices(state: seed)
            let sample = Array(scripts.shuffled(using: &choices).prefix(60))
            let (status, output) = try ShellRecordTests.run(
                "python3",
                ["-B", "record.py", "../utilities", "--check", "--times", "1", "--utilities"]
                    + sample)
            #expect(status == 0, "LAY_SEED=\(seed)\n\(output)")
        }
    }
}
