import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import Testing

/// Every script of `examples/` and every block of the README and docs runs.
@Suite struct ExampleTests {
    static let examples: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: packageRoot.appending(path: "examples").path)) ?? []
        return names.filter { $0.hasSuffix(".lay") }.sorted()
    }()

    /// The package's examples as a host's files in memory.
    private func files() throws -> FileTree {
        let folder = packageRoot.appending(path: "examples/data").path
        var tree = FileTree()
        let snapshot = try Snapshot.tree(of: DiskFileSystem(), at: TreePath(folder))
        for entry in snapshot.walk() {
            try tree.put(entry.node, at: TreePath("examples/data").appending(entry.path))
        }
        return tree
    }

    @Test(arguments: examples)
    func `example runs`(name: String) throws {
        let (engine, output) = makeEngine(files: try files())
        let source = try String(
            contentsOf: packageRoot.appending(path: "examples/\(name)"), encoding: .utf8)
        do {
            try engine.run(source, name: name)
        } catch {
            Issue.record("\(error.report)")
        }
        #expect(!output.text.isEmpty)
    }

    /// The code blocks of a language in a Markdown file.
    static func blocks(_ file: String, _ language: String) -> [String] {
        guard let text = try? String(contentsOf: packageRoot.appending(path: file), encoding: .utf8)
        else { return [] }
        return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    static let documented: [(String, String)] = [
        "README.md", "docs/language.md", "docs/files.md", "docs/images.md", "docs/containers.md",
        "docs/volumes.md", "docs/world.md",
    ].flatMap { file in blocks(file, "lay").map { (file, $0) } }

    @Test(arguments: documented)
    func `documented script runs`(file: String, block: String) throws {
        let (engine, _) = makeEngine(files: try files())
        do {
            try engine.run(block, name: file)
        } catch {
            Issue.record("\(error.report)")
        }
    }

    @Test(arguments: blocks("README.md", "console"))
    func `documented session shows what it says`(block: String) throws {
        let (engine, output) = makeEngine()
        var expected: [String] = []
        var shown: [String] = []
        for line in block.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("> ") else {
                expected.append(String(line))
                continue
            }
            let before = output.text.count
            let value = try engine.evaluateForDisplay(String(line.dropFirst(2)))
            let printed = output.text.dropFirst(before)
            shown += printed.split(separator: "\n").map(String.init)
            if let value { shown += value.split(separator: "\n").map(String.init) }
        }
        #expect(shown == expected)
    }
}
