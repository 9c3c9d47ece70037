import Foundation
import LayBounds
import LayFiles
import LayUtilities
import Testing

@testable import LayShell

/// What a script gave: output, status, and the files it left, by path.
struct ShellRun: Equatable {
    var output: String
    var errors: String
    var status: Int
    var files: [String: String]

    /// A tree with every utility in `/bin`, and an empty `/work`.
    static let tree: FileTree = {
        var tree = FileTree()
        do {
            for program in Utilities.all {
                try tree.put(
                    FileNode(
                        .file(FileContents("#!\(ProgramRunner.builtinInterpreter)\n")),
                        attributes: FileAttributes(mode: 0o755)),
                    at: TreePath("/bin/\(program.name)"))
            }
            try tree.makeDirectories("/work")
        } catch {
            Issue.record(error)
        }
        return tree
    }()

    init(output: String, errors: String, status: Int, files: [String: String]) {
        self.output = output
        self.errors = errors
        self.status = status
        self.files = files
    }

    /// Runs a script in Lay.
    init(
        _ script: String, _ account: Account = Account(steps: 1_000_000, output: 1 << 20)
    ) throws {
        let files = TreeFileSystem(Self.tree)
        let context = ProgramContext(
            arguments: ["sh", "-c", script], environment: [("PATH", "/bin")],
            workingDirectory: "/work", files: files,
            programs: ProgramTable(Utilities.all), account: account)
        guard case .exited(let status) = try ProgramRunner.run(context) else {
            throw Stays()
        }
        var left: [String: String] = [:]
        for entry in try files.tree.subtree("/work").walk() where !entry.path.isRoot {
            left[entry.path.description] = Self.describe(entry.node)
        }
        self.init(
            output: String(decoding: context.output.bytes, as: UTF8.self),
            errors: String(decoding: context.errors.bytes, as: UTF8.self), status: Int(status),
            files: left)
    }

    /// The script's program does not end.
    struct Stays: Error {}

    private static func describe(_ node: FileNode) -> String {
        switch node.body {
        case .file(let contents):
            "file \(node.attributes.mode) \(String(decoding: (try? contents.bytes()) ?? [], as: UTF8.self))"
        case .symlink(let target): "link \(String(decoding: target, as: UTF8.self))"
        default: node.kind.word
        }
    }
}

/// The scripts of a folder of `Tests/Fixtures/shell`, by their paths in it.
enum ShellScripts {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Fixtures/shell")

    static let all: [String] = {
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "sh" }
            .map(\.path)
        return paths.map { String($0.dropFirst(root.path.count + 1)) }.sorted()
    }()

    /// Those that a record stands beside; those of `depth` run in Lay alone, as dash would end by
    /// a signal.
    static let recorded = all.filter { !$0.hasPrefix("depth/") }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }
}
