import Foundation
import LayBounds
import LayFiles
import LayUtilities
import Testing

@testable import LayShell

/// A script of `Tests/Fixtures/utilities` in one of the manners that its record has.
struct UtilityCase: Sendable, RecordedCase {
    /// `gnu` or `busybox`.
    let manner: String
    /// Its path without `.sh`: `head/counts-and-headers`.
    let name: String

    var testDescription: String { "\(manner) \(name)" }

    static let root = ShellScripts.root.deletingLastPathComponent().appending(path: "utilities")

    /// Every script in every manner of its record.
    static let all: [UtilityCase] = {
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "sh" }
            .map(\.path)
        let names = paths.map { String($0.dropFirst(root.path.count + 1).dropLast(3)) }
        return names.sorted().flatMap { name in
            let outcomes = (try? ShellRecord.outcomes(bytes("\(name).out"))) ?? [:]
            return ["gnu", "busybox"].filter { outcomes.isEmpty || outcomes[$0] != nil }
                .map { UtilityCase(manner: $0, name: name) }
        }
    }()

    func recorded() throws -> ShellOutcome {
        try #require(try ShellRecord.outcomes(Self.bytes("\(name).out"))[manner])
    }

    func run() throws -> ShellOutcome {
        let files = TreeFileSystem(try #require(Self.trees[manner]))
        let context = ProgramContext(
            arguments: [],
            environment: [("HOME", "/root"), ("PATH", "/usr/bin:/bin"), ("LC_ALL", "C")],
            workingDirectory: "/work", files: files, programs: ProgramTable(Utilities.all),
            account: Account(steps: 10_000_000, output: 16 << 20))
        context.words =
            [manner == "gnu" ? "dash" : "ash", "-c"].map { Array($0.utf8) }
            + [try Self.bytes("\(name).sh"), Array("sh".utf8)]
        return try ShellOutcome(running: context, files)
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: name)))
    }

    /// A tree in which each utility has a file, and one in which each is a link to busybox.
    private static let trees: [String: FileTree] = {
        var trees: [String: FileTree] = [:]
        for manner in ["gnu", "busybox"] {
            var tree = FileTree()
            do {
                for directory: TreePath in ["/usr/bin", "/work", "/root", "/tmp", "/dev", "/etc"] {
                    try tree.makeDirectories(directory)
                }
                // Archives store the names of owners.
                for (path, text) in [
                    ("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"),
                    ("/etc/group", "root:x:0:\n"),
                ] {
                    try tree.put(
                        FileNode(
                            .file(FileContents(text)), attributes: FileAttributes(mode: 0o644)),
                        at: TreePath(path))
                }
                let program = FileNode(
                    .file(FileContents("#!\(ProgramRunner.builtinInterpreter)\n")),
                    attributes: FileAttributes(mode: 0o755))
                let link = FileNode(
                    .symlink(target: Array("busybox".utf8)),
                    attributes: FileAttributes(mode: 0o777))
                for utility in Utilities.all {
                    try tree.put(
                        manner == "gnu" ? program : link, at: TreePath("/usr/bin/\(utility.name)"))
                }
                if manner == "busybox" { try tree.put(program, at: "/usr/bin/busybox") }
                try tree.put(
                    FileNode(
                        .symlink(target: Array("usr/bin".utf8)),
                        attributes: FileAttributes(mode: 0o777)), at: "/bin")
                try tree.put(
                    FileNode(
                        .characterDevice(DeviceNumber(major: 1, minor: 3)),
                        attributes: FileAttributes(mode: 0o666)), at: "/dev/null")
                try tree.put(
                    FileNode(
                        .characterDevice(DeviceNumber(major: 1, minor: 5)),
                        attributes: FileAttributes(mode: 0o666)), at: "/dev/zero")
                trees[manner] = tree
            } catch {
                Issue.record(error)
            }
        }
        return trees
    }()
}
