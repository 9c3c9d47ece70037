import Foundation
import LayBounds
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// What an ignore file leaves of a context.
@Suite struct IgnoreFileTests {
    /// `Fixtures/dockerfile/ignore.txt`: the files, and for each ignore file what Docker 28 sends.
    private struct Table {
        let paths: [TreePath]
        let tree: FileTree
        let cases: [(text: [UInt8], sent: String?, error: String?)]

        init() throws {
            var file = URL(fileURLWithPath: #filePath)
            for _ in 0..<2 { file.deleteLastPathComponent() }
            file.append(path: "Fixtures/dockerfile/ignore.txt")
            var paths: [TreePath] = []
            var tree = FileTree()
            var cases: [(text: [UInt8], sent: String?, error: String?)] = []
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where !line.hasPrefix("# ") {
                let words = line.split(separator: " ", maxSplits: 2).map(String.init)
                if words[0] == "tree" {
                    for name in line.split(separator: " ").dropFirst() {
                        let bytes = CopyCase.bytes(name)
                        let path = TreePath(bytes: bytes)
                        paths.append(path)
                        let body: FileNode.Body = bytes.last == 0x2f ? .directory : .file(.empty)
                        try tree.put(
                            FileNode(body, attributes: FileAttributes(mode: 0o755)), at: path)
                    }
                } else {
                    let text = CopyCase.bytes(words[0])
                    cases.append(
                        words[1] == "error" ? (text, nil, words[2]) : (text, words.last, nil))
                }
            }
            (self.paths, self.tree, self.cases) = (paths, tree, cases)
        }
    }

    @Test func `a context is what Docker sends`() throws {
        let table = try Table()
        #expect(table.cases.count > 500)
        for (text, sent, error) in table.cases {
            let shown = CopyCase.text(text)
            do {
                let ignoreFile = try IgnoreFile(text)
                let context = BuildContext(table.tree, ignoring: ignoreFile)
                let tree = try context.tree(at: .root)
                let found = table.paths.map { tree.contains($0) ? "1" : "0" }.joined()
                #expect(found == sent, "\(shown)")
                for path in table.paths {
                    let entry = try context.entry(at: path, follow: false)
                    #expect((entry != nil) == tree.contains(path), "\(shown): \(path)")
                }
                let listed = try context.listing().filter { $0.fate != .ignored }.map(\.path)
                #expect(
                    listed == tree.walk().map(\.path).filter { !$0.isRoot }, "\(shown)")
            } catch let fault as DockerfileError {
                #expect(fault.message == error, "\(shown)")
            }
        }
    }

    @Test func `a decision names its line`() throws {
        let text = "# logs\n*.log\n\n  !keep.log \nbuild/**\n!build/out\n"
        let file = try IgnoreFile(Array(text.utf8))
        func decision(_ path: TreePath) -> String {
            let found = file.decision(for: path)
            return "\(found.isIgnored) \(found.line.map { "\($0.number) \($0.text)" } ?? "-")"
        }
        #expect(decision("/a.log") == "true 2 *.log")
        #expect(decision("/keep.log") == "false 4   !keep.log ")
        #expect(decision("/sub/a.log") == "false -")
        #expect(decision("/build") == "false -")
        #expect(decision("/build/x/y") == "true 5 build/**")
        #expect(decision("/build/out/y") == "false 6 !build/out")
    }

    @Test func `a fault names its line`() throws {
        for (text, line, message) in [
            ("a\n\n!\n", 3, "illegal exclusion pattern: \"!\""),
            ("#[\n[a\n", 2, "syntax error in pattern"),
            ("a\n" + String(repeating: "x", count: 70000), 2, "bufio.Scanner: token too long"),
        ] {
            do {
                _ = try IgnoreFile(Array(text.utf8))
                Issue.record("\(text) was taken")
            } catch {
                #expect(error.lines == line...line)
                #expect(error.message.hasSuffix(message))
            }
        }
    }

    @Test func `a Dockerfile has its own ignore file beside it`() {
        let names = IgnoreFile.names(for: "/sub/app.Dockerfile")
        #expect(names.own == "/sub/app.Dockerfile.dockerignore")
        #expect(names.general == "/.dockerignore")
    }

    @Test func `directories of which nothing is sent are not entered`() throws {
        let files = CountedFiles(
            try CopyCase.tree([
                "f 0644 0:0 a/b/c", "f 0644 0:0 n/x/y", "f 0644 0:0 n/z", "f 0644 0:0 m/k",
            ]))
        let file = try IgnoreFile(Array("n\nm\n!m/k\n".utf8))
        let context = try BuildContext("/", of: files, ignoring: file, now: 0)
        #expect(
            try context.tree(at: .root).walk().map(\.path.description) == [
                "/", "/a", "/a/b", "/a/b/c", "/m", "/m/k",
            ])
        #expect(files.surveyed.sorted() == ["/", "/a", "/a/b", "/m"])
    }

    @Test func `only what a step asks for is looked at`() throws {
        let files = CountedFiles(
            try CopyCase.tree(["f 0644 0:0 a/b/c", "f 0644 0:0 n/x/y", "f 0644 0:0 m/k"]))
        let context = try BuildContext("/", of: files, now: 0)
        _ = try CopyStep([.path("a/b/c")], to: "/").resolved(from: context)
        #expect(files.surveyed == ["/", "/a", "/a/b"])
        _ = try CopyStep([.path("m")], to: "/").resolved(from: context)
        #expect(files.surveyed.sorted() == ["/", "/a", "/a/b", "/m"])
    }

    @Test func `no pattern takes long`() throws {
        var text = ""
        for _ in 0..<40 { text += String(repeating: "**/*a", count: 60) + "b\n" }
        text += String(repeating: "*a", count: 2000) + "b\n"
        let file = try IgnoreFile(Array(text.utf8))
        let name = String(repeating: "a", count: 250)
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(
                !file.decision(for: TreePath(String(repeating: "\(name)/", count: 8))).isIgnored)
        }
        #expect(time < .seconds(20))
    }

    @Test func `what is not entered could not have been sent`() throws {
        let table = try Table()
        let atoms = [
            "a", "b", "d1", "d2", "d3", "*", "**", "?", "[ab]", "[^a]", "!", "/", "/", ".txt", "|",
            "\\", "{1}", "]", "[", "^", " ", "-",
        ]
        for seed in seeds(300) {
            var choices = Choices(state: seed)
            var text = ""
            for _ in 0..<Int.random(in: 1..<5, using: &choices) {
                if Int.random(in: 0..<3, using: &choices) == 0 { text += "!" }
                for _ in 0..<Int.random(in: 1..<6, using: &choices) {
                    text += atoms[Int.random(in: 0..<atoms.count, using: &choices)]
                }
                text += "\n"
            }
            guard let file = try? IgnoreFile(Array(text.utf8)) else { continue }
            let sent = try BuildContext(table.tree, ignoring: file).tree(at: .root)
            for path in table.paths {
                let isWay = table.paths.contains {
                    $0 != path && $0.isBelowOrEqual(path) && !file.decision(for: $0).isIgnored
                }
                #expect(
                    sent.contains(path) == (isWay || !file.decision(for: path).isIgnored),
                    "LAY_SEED=\(seed) \(path) in \(text)")
            }
        }
    }
}
