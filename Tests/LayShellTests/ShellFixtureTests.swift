import Foundation
import LayBounds
import LayFiles
import LayTestSupport
import LayUtilities
import Testing

@testable import LayShell

/// Every script of `Tests/Fixtures/shell` does in Lay what it does in dash; with `# stderr too` it
/// says the same of what went wrong.
@Suite struct ShellFixtureTests {
    /// Those of `depth` run in Lay alone: dash would end by a signal.
    static let scripts = ShellScripts.all.filter { !$0.hasPrefix("depth/") }

    private func runInDash(_ script: String) throws -> ShellRun {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lay-shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Peers.path("dash")))
        // No line is added, and the name in messages is Lay's.
        process.arguments = ["-c", "umask 022; cd '\(directory.path)'; " + script, "sh"]
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        let output = Pipe()
        process.standardOutput = output
        let errors = directory.appendingPathExtension("errors")
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        var left: [String: String] = [:]
        let found =
            FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String }
            ?? []
        for name in found {
            let path = directory.appending(path: name).path
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            switch attributes[.type] as? FileAttributeType {
            case .typeDirectory?: left["/" + name] = "directory"
            case .typeSymbolicLink?:
                left["/" + name] =
                    "link \(try FileManager.default.destinationOfSymbolicLink(atPath: path))"
            default:
                let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
                left["/" + name] =
                    "file \(mode) \(String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self))"
            }
        }
        return ShellRun(
            output: String(decoding: bytes, as: UTF8.self),
            errors: try String(contentsOf: errors, encoding: .utf8),
            status: Int(process.terminationStatus), files: left)
    }

    /// What in a script asks that its messages be dash's too.
    static let marker = "# stderr too"

    @Test func `no script is lost`() throws {
        for (folder, count) in ["execution": 8, "expansion": 7, "syntax": 6, "utilities": 2] {
            let found = Self.scripts.filter { $0.hasPrefix("\(folder)/") }.count
            #expect(found >= count, "\(folder)")
        }
        let texts = try Self.scripts.map {
            try ShellScripts.text($0)
        }
        #expect(texts.filter { $0.contains(Self.marker) }.count >= 3)
    }

    @Test(.needs("dash"), arguments: scripts)
    func `script`(name: String) throws {
        let script = try ShellScripts.text(name)
        let ours = try ShellRun(script)
        let theirs = try runInDash(script)
        #expect(ours.output == theirs.output)
        #expect(ours.status == theirs.status)
        #expect(ours.files == theirs.files)
        if script.contains(Self.marker) { #expect(ours.errors == theirs.errors) }
    }

    @Test func `a loop that never ends and an output without end are stopped`() throws {
        for script in [
            "while :; do :; done",
            "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done",
        ] {
            #expect(throws: BoundReached.self) { try ShellRun(script) }
        }
    }

    @Test func `what words become is accounted for before it is built`() throws {
        func run(_ script: String) throws -> ShellRun {
            try ShellRun(script, Account(steps: 100_000, output: 1 << 20, memory: 1 << 20))
        }
        #expect(try run("set -- $(seq 1000); echo $#").output == "1000\n")
        for script in [
            "set -- $(seq 10000)", "for x in $(seq 10000); do :; done",
            "set -- a; while :; do set -- \"$@\" \"$@\"; done",
            "set -- a; while :; do set -- $* $*; done",
            "x=a; while :; do x=$x$x; done",
            "f() { local x=$1$1; f $x; }; f a",
        ] {
            #expect(throws: BoundReached.self, "\(script)") { try run(script) }
        }
    }

    @Test func `what local variables hide is released`() throws {
        let script = """
            x=$(seq 1000); f() { local x; local x=$x$x; (local x=; g); x=; }; g() { local x=b; }
            for i in $(seq 500); do f; x=$x f; done; echo ${#x}
            """
        let run = try ShellRun(
            script, Account(steps: 100_000, output: 4 << 20, memory: 1 << 20))
        #expect(run.output == "3892\n")
    }
}
