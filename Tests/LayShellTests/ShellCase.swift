import Foundation
import LayBounds
import LayFiles
import LayUtilities
import Testing

@testable import LayShell

/// A script of `Tests/Fixtures/shell` in one of the dialects that its record has.
struct ShellCase: Sendable, RecordedCase {
    let dialect: ShellDialect
    /// Its path without `.sh`: `traps/exit-in-subshell`.
    let name: String

    var testDescription: String { "\(dialect.rawValue) \(name)" }

    /// Every script with a record, in every dialect of it.
    static let all: [ShellCase] = ShellScripts.recorded.flatMap { script in
        let name = String(script.dropLast(".sh".count))
        let outcomes = (try? ShellRecord.outcomes(bytes("\(name).out"))) ?? [:]
        return ShellDialect.allCases.filter { outcomes[$0.rawValue] != nil }
            .map { ShellCase(dialect: $0, name: name) }
    }

    /// What the real shell did.
    func recorded() throws -> ShellOutcome {
        try #require(try ShellRecord.outcomes(Self.bytes("\(name).out"))[dialect.rawValue])
    }

    /// What Lay's does.
    ///
    /// The files lie as on the machine that recorded: `/bin` is a link, `sh` is dash, and
    /// busybox runs its own `sh` where others look for a file.
    func run() throws -> ShellOutcome {
        let files = TreeFileSystem(try Self.tree(dialect == .ash ? "ash" : "dash"))
        let context = ProgramContext(
            arguments: [],
            environment: [("HOME", "/root"), ("PATH", "/usr/bin:/bin"), ("LC_ALL", "C")],
            workingDirectory: "/work", files: files, programs: ProgramTable(Utilities.all),
            account: Account(steps: 1_000_000, output: 1 << 20))
        context.words =
            [Array(dialect.rawValue.utf8), Array("-c".utf8)]
            + [try Self.bytes("\(name).sh"), Array("sh".utf8)]
        return try ShellOutcome(running: context, files)
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: ShellScripts.root.appending(path: name)))
    }

    private static let trees: [String: FileTree] = {
        var trees: [String: FileTree] = [:]
        for shell in ["dash", "ash"] {
            var tree = FileTree()
            do {
                for directory: TreePath in ["/usr/bin", "/work", "/root", "/tmp", "/dev", "/etc"] {
                    try tree.makeDirectories(directory)
                }
                // busybox's shell runs its own programs wherever files of their names lie.
                let program = FileNode(
                    .file(FileContents("#!\(ProgramRunner.builtinInterpreter)\n")),
                    attributes: FileAttributes(mode: 0o755))
                let link = FileNode(
                    .symlink(target: Array("busybox".utf8)),
                    attributes: FileAttributes(mode: 0o777))
                for utility in Utilities.all where utility.name != "sh" {
                    let isShell = ["ash", "bash", "dash"].contains(utility.name)
                    try tree.put(
                        shell == "ash" && !isShell ? link : program,
                        at: TreePath("/usr/bin/\(utility.name)"))
                }
                try tree.put(program, at: "/usr/bin/busybox")
                try tree.put(
                    FileNode(
                        .file(FileContents("root:x:0:0:root:/root:/bin/bash\n")),
                        attributes: FileAttributes(mode: 0o644)),
                    at: "/etc/passwd")
                for (path, target) in [("/usr/bin/sh", shell), ("/bin", "usr/bin")] {
                    try tree.put(
                        FileNode(
                            .symlink(target: Array(target.utf8)),
                            attributes: FileAttributes(mode: 0o777)), at: TreePath(path))
                }
                try tree.put(
                    FileNode(
                        .characterDevice(DeviceNumber(major: 1, minor: 3)),
                        attributes: FileAttributes(mode: 0o666)), at: "/dev/null")
                trees[shell] = tree
            } catch {
                Issue.record(error)
            }
        }
        return trees
    }()

    private static func tree(_ shell: String) throws -> FileTree { try #require(trees[shell]) }
}
