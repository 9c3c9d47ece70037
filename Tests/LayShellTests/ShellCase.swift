import Foundation
import LayBounds
import LayFiles
import LayUtilities
import Testing

@testable import LayShell

/// A script of `Tests/Fixtures/shell` in one of the dialects that its record has.
struct ShellCase: Sendable, CustomTestStringConvertible {
    let dialect: ShellDialect
    /// Its path without `.sh`: `traps/exit-in-subshell`.
    let name: String

    var testDescription: String { "\(dialect.rawValue) \(name)" }

    /// Every script with a record, in every dialect of it.
    static let all: [ShellCase] = ShellScripts.recorded.flatMap { script in
        let name = String(script.dropLast(".sh".count))
        let outcomes = (try? ShellRecord.outcomes(bytes("\(name).out"))) ?? [:]
        return ShellDialect.allCases.filter { outcomes[$0] != nil }
            .map { ShellCase(dialect: $0, name: name) }
    }

    /// What the real shell did.
    func recorded() throws -> ShellOutcome {
        try #require(try ShellRecord.outcomes(Self.bytes("\(name).out"))[dialect])
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
        var outcome = ShellOutcome()
        do {
            if case .exited(let status) = try ProgramRunner.run(context) {
                outcome.status = Array("\(status)".utf8)
            } else {
                outcome.status = Array("none: it stays".utf8)
            }
        } catch let bound as BoundReached {
            outcome.status = Array("none: \(bound.message)".utf8)
        }
        outcome.output = ShellRecord.block(context.output.bytes)
        outcome.errors = ShellRecord.block(context.errors.bytes)
        for entry in try files.tree.subtree("/work").walk() where !entry.path.isRoot {
            outcome.files += try Self.line(entry.path, entry.node) + [10]
        }
        return outcome
    }

    private static func line(_ path: TreePath, _ node: FileNode) throws -> [UInt8] {
        let octal = String(node.attributes.mode & 0o7777, radix: 8)
        let mode = String(repeating: "0", count: max(0, 4 - octal.count)) + octal
        let (kind, body): (String, [UInt8]) =
            switch node.body {
            case .file(let contents): ("file", try contents.bytes())
            case .directory: ("dir", [])
            case .symlink(let target): ("link", target)
            case .fifo: ("fifo", [])
            default: ("other", [])
            }
        let start = Array(path.bytes.drop { $0 == 47 }) + Array(" \(mode) \(kind)".utf8)
        return ShellRecord.shown(body.isEmpty ? start : start + [32] + body, inLine: true)
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: ShellScripts.root.appending(path: name)))
    }

    private static let trees: [String: FileTree] = {
        var trees: [String: FileTree] = [:]
        for shell in ["dash", "ash"] {
            var tree = FileTree()
            do {
                for directory: TreePath in ["/usr/bin", "/work", "/root", "/tmp"] {
                    try tree.makeDirectories(directory)
                }
                for program in Utilities.all where program.name != "sh" {
                    try tree.put(
                        FileNode(
                            .file(FileContents("#!\(ProgramRunner.builtinInterpreter)\n")),
                            attributes: FileAttributes(mode: 0o755)),
                        at: TreePath("/usr/bin/\(program.name)"))
                }
                for (path, target) in [("/usr/bin/sh", shell), ("/bin", "usr/bin")] {
                    try tree.put(
                        FileNode(
                            .symlink(target: Array(target.utf8)),
                            attributes: FileAttributes(mode: 0o777)), at: TreePath(path))
                }
                trees[shell] = tree
            } catch {
                Issue.record(error)
            }
        }
        return trees
    }()

    private static func tree(_ shell: String) throws -> FileTree { try #require(trees[shell]) }
}
