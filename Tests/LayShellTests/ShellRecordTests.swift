import Foundation
import LayTestSupport
import Testing

@testable import LayShell

/// Every script of `Tests/Fixtures/shell` gives in Lay what was recorded of the real shells.
///
/// `LAY_RECORD=1` writes `differs.txt` anew.
@Suite struct ShellRecordTests {
    static let isRecording = ProcessInfo.processInfo.environment["LAY_RECORD"] != nil

    @Test(.disabled(if: isRecording), arguments: ShellCase.all)
    func `a script does what the real shell was seen to do`(test: ShellCase) throws {
        try RecordedDifferences.shells.check(test)
    }

    @Test(.enabled(if: isRecording)) func `what differs is written down`() throws {
        try RecordedDifferences.shells.record(ShellCase.all)
    }

    @Test func `every line of what differs names a case`() {
        let names = Set(ShellCase.all.map(\.testDescription))
        #expect(RecordedDifferences.shells.all.keys.filter { !names.contains($0) }.sorted() == [])
        let differences = RecordedDifferences.shells
        #expect(differences.all.count == differences.lineCount)
    }

    @Test func `every script has a record`() {
        let recorded = Set(ShellCase.all.map { $0.name + ".sh" })
        #expect(ShellScripts.recorded.filter { !recorded.contains($0) } == [])
    }

    @Test(
        .needs("dash"), .needs("bash"), .needs("busybox"), .needs("python3"),
        .needs("bash 5.2 and busybox 1.35") {
            isOf("5.2", "bash", "--version") && isOf("v1.35", "busybox", "--help")
        })
    func `the real shells do what was recorded`() throws {
        // Where processes wait for each other in real time, a loaded machine decides.
        let timed = ["jobs", "traps", "entrypoints", "pipelines", "process-substitution"]
        let scripts = ShellScripts.recorded.filter { script in
            !timed.contains { script.hasPrefix($0) }
        }
        for seed in seeds(1) {
            var choices = Choices(state: seed)
            let shuffled = scripts.shuffled(using: &choices)
            let sample = Array(shuffled.prefix(80))
            let (status, output) = try Self.run(
                "python3",
                ["-B", "record.py", ".", "--check", "--times", "1"] + sample)
            #expect(status == 0, "LAY_SEED=\(seed)\n\(output)")
        }
    }

    static func isOf(_ version: String, _ peer: String, _ flag: String) -> Bool {
        (try? run(peer, [flag]).output.split(separator: "\n").first?.contains(version)) == true
    }

    /// Runs a peer in the fixtures' directory; gives its status, and what it wrote.
    static func run(_ peer: String, _ words: [String]) throws
        -> (status: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Peers.path(peer)))
        process.arguments = words
        process.currentDirectoryURL = ShellScripts.root
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
