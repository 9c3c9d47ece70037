import Foundation
import LayFiles
import LayTestSupport
import Testing

/// What `git apply` and `patch` make of a tree's patch is the other tree.
@Suite struct PatchTests {
    @Test(.needs("git"), arguments: seeds(10))
    func `git applies a patch`(seed: UInt64) throws {
        var edits = PatchEdits(seed: seed)
        let before = edits.tree()
        let after = edits.changed(before)
        let folder = try Folder(before)
        defer { folder.remove() }
        try folder.run(["git", "apply", "-p1"], input: try before.patch(to: after))
        #expect(try folder.contents() == Folder.contents(of: after), "LAY_SEED=\(seed)")
    }

    @Test(.needs("patch"), arguments: seeds(10))
    func `patch applies a patch`(seed: UInt64) throws {
        var edits = PatchEdits(seed: seed)
        let before = edits.tree()
        let after = edits.changed(before)
        // Patch removes files last, so it cannot put one where a directory was, nor the reverse.
        let changesDirectories = before.walk().contains { entry in
            let other = try? after.entry(at: entry.path, follow: false)
            guard let other, other.path == entry.path else { return false }
            return (entry.node.kind == .directory) != (other.node.kind == .directory)
        }
        if changesDirectories { return }
        let folder = try Folder(before)
        defer { folder.remove() }
        try folder.run(["patch", "-s", "-f", "-p1"], input: try before.patch(to: after))
        #expect(try folder.contents() == Folder.contents(of: after), "LAY_SEED=\(seed)")
    }

    @Test func `equal trees have no patch, and bytes only differ`() throws {
        var tree = FileTree()
        try tree.write(FileContents([0, 1]), to: "b")
        #expect(try tree.patch(to: tree).isEmpty)
        let patch = String(decoding: try FileTree().patch(to: tree), as: UTF8.self)
        #expect(
            patch == """
                diff --git a/b b/b
                new file mode 100644
                Binary files /dev/null and b/b differ

                """)
    }

    /// Two texts of 200 000 lines in another order would take a search without a bound hours.
    @Test func `a patch of large texts ends`() throws {
        var choices = Choices(state: 3)
        let lines = (0..<200_000).map { "\($0 % 50_000)" }
        var (before, after) = (FileTree(), FileTree())
        try before.write(FileContents(lines.joined(separator: "\n")), to: "a")
        let other = lines.shuffled(using: &choices)
        try after.write(FileContents(other.joined(separator: "\n")), to: "a")
        #expect(try !before.patch(to: after).isEmpty)
    }
}

/// Random trees and edits; a failure names its seed.
struct PatchEdits {
    private var choices: Choices

    init(seed: UInt64) { choices = Choices(state: seed) }

    private mutating func path() -> TreePath {
        let names = ["a", "b c", "ü", "d", "e\"f\\"]
        var path = TreePath.root
        for _ in 0...Int.random(in: 0..<3, using: &choices) {
            path = path.appending(name: names[Int.random(in: 0..<5, using: &choices)].utf8)
        }
        return path
    }

    private mutating func text() -> String {
        let count = Int.random(in: 0..<30, using: &choices)
        let lines = (0..<count).map { _ in "line \(Int.random(in: 0..<12, using: &choices))" }
        return lines.joined(separator: "\n") + (Bool.random(using: &choices) ? "\n" : "")
    }

    private mutating func edit(_ tree: inout FileTree) {
        let path = path()
        let executable = FileAttributes(mode: Bool.random(using: &choices) ? 0o755 : 0o644)
        do {
            try tree.makeDirectories(path.parent)
            switch Int.random(in: 0..<8, using: &choices) {
            case 0, 1: try tree.write(FileContents(text()), to: path, creating: executable)
            case 2: try tree.removeAll(path)
            case 3: try tree.setAttributes(of: path, follow: false) { $0.mode ^= 0o111 }
            case 4:
                let link = FileNode(
                    .symlink(target: Array("to \(Int.random(in: 0..<9, using: &choices))".utf8)),
                    attributes: FileAttributes(mode: 0o777))
                try tree.put(link, at: path)
            default: try rewrite(path, in: &tree)
            }
        } catch {
            return
        }
    }

    /// Changes some lines of a text.
    private mutating func rewrite(_ path: TreePath, in tree: inout FileTree) throws {
        let entry = try tree.entry(at: path)
        guard case .file(let contents) = entry.node.body else { return }
        var lines = String(decoding: try contents.bytes(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<Int.random(in: 1..<4, using: &choices) where !lines.isEmpty {
            let place = Int.random(in: 0..<lines.count, using: &choices)
            if Bool.random(using: &choices) {
                lines.remove(at: place)
            } else {
                lines.insert("new \(Int.random(in: 0..<12, using: &choices))", at: place)
            }
        }
        try tree.write(FileContents(lines.joined(separator: "\n")), to: entry.path)
    }

    mutating func tree() -> FileTree {
        var tree = FileTree()
        for _ in 0..<30 { edit(&tree) }
        return tree
    }

    mutating func changed(_ tree: FileTree) -> FileTree {
        var tree = tree
        for _ in 0..<15 { edit(&tree) }
        return tree
    }
}

/// A tree's files in a folder of the disk.
private struct Folder {
    let url: URL

    init(_ tree: FileTree) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "lay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let disk = DiskFiles(root: url.path)
        // Git knows no empty directories.
        for entry in tree.walk() where entry.node.kind != .directory {
            try disk.make(entry.node, entry.path.description)
        }
    }

    func remove() { try? FileManager.default.removeItem(at: url) }

    func run(_ command: [String], input: [UInt8]) throws {
        if input.isEmpty { return }
        let file = url.appendingPathExtension("patch")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(input).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = url
        // The folder is no repository, whatever lies above it.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["GIT_CEILING_DIRECTORIES": url.deletingLastPathComponent().path]) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: file)
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self) + String(decoding: input, as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(text)")
    }

    /// Mode and contents of each file, by path; directories count only through what they hold.
    func contents() throws -> [String: String] {
        var result: [String: String] = [:]
        let found = FileManager.default.enumerator(atPath: url.path)
        while let name = found?.nextObject() as? String {
            result["/" + name] = try DiskFiles(root: url.path).read("/" + name)
        }
        return result
    }

    static func contents(of tree: FileTree) throws -> [String: String] {
        var result: [String: String] = [:]
        for entry in tree.walk() {
            switch entry.node.body {
            case .file(let contents):
                let mode = entry.node.attributes.mode & 0o100 == 0 ? "-" : "x"
                result[entry.path.description] =
                    mode + String(decoding: try contents.bytes(), as: UTF8.self)
            case .symlink(let target):
                result[entry.path.description] = "l" + String(decoding: target, as: UTF8.self)
            default: continue
            }
        }
        return result
    }
}

/// Files of a folder as mode and text.
private struct DiskFiles {
    let root: String

    func make(_ node: FileNode, _ path: String) throws {
        let place = root + path
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: place).deletingLastPathComponent(),
            withIntermediateDirectories: true)
        switch node.body {
        case .file(let contents):
            try Data(try contents.bytes()).write(to: URL(fileURLWithPath: place))
            try FileManager.default.setAttributes(
                [.posixPermissions: Int(node.attributes.mode & 0o755)], ofItemAtPath: place)
        case .symlink(let target):
            try FileManager.default.createSymbolicLink(
                atPath: place, withDestinationPath: String(decoding: target, as: UTF8.self))
        default: return
        }
    }

    /// `nil` for a directory.
    func read(_ path: String) throws -> String? {
        let attributes = try FileManager.default.attributesOfItem(atPath: root + path)
        switch attributes[.type] as? FileAttributeType {
        case .typeSymbolicLink:
            return "l"
                + (try FileManager.default.destinationOfSymbolicLink(atPath: root + path))
        case .typeRegular:
            let mode = (attributes[.posixPermissions] as? Int ?? 0) & 0o100 == 0 ? "-" : "x"
            return mode
                + String(
                    decoding: try Data(contentsOf: URL(fileURLWithPath: root + path)),
                    as: UTF8.self)
        default: return nil
        }
    }
}
