import Foundation
import LayTestSupport
import Testing

/// Lines of sh with the status that they end with and what they write, run with the built `lay`.
///
///     lay check
///     --- status 2
///     --- output
///     --- errors
///     error: lay check wants at least one FILE: lay check FILE…
struct CommandFixture: Sendable, CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    private static let folder = packageRoot.appending(path: "Tests/Fixtures/commands")
    private static let isRecording = ProcessInfo.processInfo.environment["LAY_RECORD"] == "1"

    /// All of them; those that fill a disk where the machine has one that is always full.
    static let all: [CommandFixture] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        let hasFullDisk = FileManager.default.fileExists(atPath: "/dev/full")
        return (names ?? []).filter { $0.hasSuffix(".txt") }.sorted()
            .filter { hasFullDisk || !$0.hasPrefix("full-disk") }
            .map { CommandFixture(name: $0) }
    }()

    private var file: URL { Self.folder.appending(path: name) }

    /// Runs the lines; gives the text that the file should have, and the one that it has.
    func run() throws -> (actual: String, expected: String) {
        let expected = try String(contentsOf: file, encoding: .utf8)
        let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let commands = lines.prefix { !$0.hasPrefix("--- status ") }.map { $0 + "\n" }.joined()
        var actual = commands
        try withTemporaryDirectory { directory in
            let result = try Self.run(commands, in: directory)
            actual += "--- status \(result.status)\n"
            actual += "--- output\n\(Self.lines(result.output))"
            actual += "--- errors\n\(Self.lines(result.errors))"
        }
        if Self.isRecording { try actual.write(to: file, atomically: true, encoding: .utf8) }
        return (actual, Self.isRecording ? actual : expected)
    }

    private static func lines(_ text: String) -> String {
        text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
    }

    /// Runs lines of sh with `lay` in their path and no input.
    private static func run(_ commands: String, in directory: URL) throws -> (
        status: Int32, output: String, errors: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", commands]
        process.currentDirectoryURL = directory
        let folder = URL(fileURLWithPath: LayProcess.path ?? "/").deletingLastPathComponent().path
        process.environment = ["PATH": folder + ":/usr/bin:/bin", "HOME": directory.path]
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let shown = output.fileHandleForReading.readDataToEndOfFile()
        let told = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: shown, as: UTF8.self),
            String(decoding: told, as: UTF8.self)
        )
    }
}

/// What `lay` answers to what is typed; `LAY_RECORD=1` writes the answers down anew.
@Suite(.enabled(if: LayProcess.path != nil, "needs the built lay"))
struct CommandFixtureTests {
    @Test(arguments: CommandFixture.all)
    func `a command ends as its file says`(fixture: CommandFixture) throws {
        let (actual, expected) = try fixture.run()
        #expect(actual == expected)
        if fixture.name.hasPrefix("help") {
            let wide = actual.split(separator: "\n").filter { $0.count > 80 }
            #expect(wide == [], "a help fits 80 columns")
        }
    }

    @Test func `there are files`() {
        #expect(CommandFixture.all.count > 30)
    }
}
