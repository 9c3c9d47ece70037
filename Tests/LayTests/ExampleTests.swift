import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import Testing

/// Every script of `examples/` and every block of the README and docs runs.
///
/// What examples print stands in `Tests/Fixtures/examples`; `LAY_RECORD=1` writes it anew.
@Suite struct ExampleTests {
    static let examples: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: packageRoot.appending(path: "examples").path)) ?? []
        return names.filter { $0.hasSuffix(".lay") }.sorted()
    }()

    private static func stem(_ name: String) -> String { String(name.dropLast(".lay".count)) }

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
        let watch = DescriptionWatch(engine)
        defer { #expect(watch.findings.isEmpty) }
        let source = try String(
            contentsOf: packageRoot.appending(path: "examples/\(name)"), encoding: .utf8)
        do {
            try engine.run(source, name: name)
        } catch {
            Issue.record("\(error.report)")
        }
        let expected = packageRoot.appending(path: "Tests/Fixtures/examples/\(Self.stem(name)).out")
        // Digests change with every program that `toolbox` gains.
        let shown = output.text.replacing(#/[0-9a-f]{12,}/#, with: "…")
        if ProcessInfo.processInfo.environment["LAY_RECORD"] != nil {
            try shown.write(to: expected, atomically: true, encoding: .utf8)
        }
        #expect(try shown == String(contentsOf: expected, encoding: .utf8))
    }

    @Test func `no example and no block is lost`() throws {
        #expect(Self.examples.count >= 8)
        let outputs = try FileManager.default.contentsOfDirectory(
            atPath: packageRoot.appending(path: "Tests/Fixtures/examples").path)
        #expect(outputs.sorted() == Self.examples.map { "\(Self.stem($0)).out" })
        let counts = [
            "README.md": 1, "docs/containers.md": 5, "docs/dockerfiles.md": 3, "docs/files.md": 9,
            "docs/images.md": 10,
            "docs/language.md": 22, "docs/shell.md": 4, "docs/volumes.md": 9, "docs/world.md": 5,
        ]
        for (file, count) in counts {
            #expect(Self.documented.filter { $0.0 == file }.count >= count, "\(file)")
        }
        #expect(Self.blocks("README.md", "console").count >= 1)
    }

    /// The code blocks of a language in a Markdown file.
    static func blocks(_ file: String, _ language: String) -> [String] {
        guard let text = try? String(contentsOf: packageRoot.appending(path: file), encoding: .utf8)
        else { return [] }
        return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    /// The README and all pages of `docs`.
    static let pages: [String] = {
        let names =
            (try? FileManager.default.contentsOfDirectory(
                atPath: packageRoot.appending(path: "docs").path)) ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    static let documented: [(String, String)] = pages.flatMap { file in
        blocks(file, "lay").map { (file, $0) }
    }

    @Test(arguments: documented)
    func `documented script runs`(file: String, block: String) throws {
        let (engine, _) = makeEngine(files: try files())
        let watch = DescriptionWatch(engine)
        defer { #expect(watch.findings.isEmpty) }
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
