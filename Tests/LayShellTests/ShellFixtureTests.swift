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
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Fixtures/shell")

    static let scripts: [String] = {
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "sh" }
            .map(\.path)
        return paths.map { String($0.dropFirst(root.path.count + 1)) }.sorted()
    }()

    /// What a run gave: both outputs, status, and the files it left, by path.
    struct Outcome: Equatable {
        var output: String
        var errors = ""
        var status: Int
        var files: [String: String]
    }

    private func runInLay(_ script: String) throws -> Outcome {
        var tree = FileTree()
        for program in Utilities.all {
            try tree.put(
                FileNode(
                    .file(FileContents("#!\(ProgramRunner.builtinInterpreter)\n")),
                    attributes: FileAttributes(mode: 0o755)),
                at: TreePath("/bin/\(program.name)"))
        }
        try tree.makeDirectories("/work")
        let files = TreeFileSystem(tree)
        let context = ProgramContext(
            arguments: ["sh", "-c", script], environment: [("PATH", "/bin")],
            workingDirectory: "/work", files: files,
            programs: ProgramTable(Utilities.all),
            account: Account(steps: 1_000_000, output: 1 << 20))
        guard case .exited(let status) = try ProgramRunner.run(context) else {
            Issue.record("the script stays")
            return Outcome(output: "", status: -1, files: [:])
        }
        var left: [String: String] = [:]
        for entry in try files.tree.subtree("/work").walk() where !entry.path.isRoot {
            left[entry.path.description] = describe(entry.node)
        }
        return Outcome(
            output: String(decoding: context.output.bytes, as: UTF8.self),
            errors: String(decoding: context.errors.bytes, as: UTF8.self), status: Int(status),
            files: left)
    }

    private func describe(_ node: FileNode) -> String {
        switch node.body {
        case .file(let contents):
            "file \(node.attributes.mode) \(String(decoding: (try? contents.bytes()) ?? [], as: UTF8.self))"
        case .symlink(let target): "link \(String(decoding: target, as: UTF8.self))"
        default: node.kind.word
        }
    }

    private func runInDash(_ script: String) throws -> Outcome {
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
        return Outcome(
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
            try String(contentsOf: Self.root.appending(path: $0), encoding: .utf8)
        }
        #expect(texts.filter { $0.contains(Self.marker) }.count >= 3)
    }

    @Test(.needs("dash"), arguments: scripts)
    func `script`(name: String) throws {
        let script = try String(contentsOf: Self.root.appending(path: name), encoding: .utf8)
        let ours = try runInLay(script)
        let theirs = try runInDash(script)
        #expect(ours.output == theirs.output)
        #expect(ours.status == theirs.status)
        #expect(ours.files == theirs.files)
        if script.contains(Self.marker) { #expect(ours.errors == theirs.errors) }
    }

    @Test func `a loop that never ends and an output without end are stopped`() throws {
        for script in [
            "while :; do :; done", "f() { f; }; f",
            "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done",
        ] {
            #expect(throws: BoundReached.self) { try runInLay(script) }
        }
    }

    @Test func `deep nesting is a syntax error`() throws {
        #expect(try runInLay(String(repeating: "(", count: 5000)).status == 2)
        #expect(try runInLay("echo " + String(repeating: "$(echo ", count: 5000)).status == 2)
    }
}
