import Foundation
import LayArchive
import LayBounds
import LayDockerfile
import LayFiles
import LayImages
import Testing

/// COPY and ADD do what Docker 28 was seen to do.
@Suite struct CopyFixtureTests {
    @Test func `fixtures are there`() { #expect(CopyCase.all.count > 200) }

    @Test(arguments: CopyCase.all)
    func `a copy ends as in Docker`(_ fixture: CopyCase) throws {
        do {
            let tree = try Self.build(fixture)
            #expect(try CopyCase.lines(tree) == fixture.expected)
            #expect(tree.brokenInvariants() == [])
        } catch let error as any Error & CustomStringConvertible {
            let wanted = fixture.error ?? "success"
            #expect(error.description.contains(wanted), "\(error)")
        }
    }

    @Test(arguments: CopyCase.all)
    func `what is taken in has one digest`(_ fixture: CopyCase) throws {
        let context = TreeOrigin(Self.sent(try fixture.context()))
        for step in fixture.steps.indices {
            guard let parsed = try? Self.step(fixture.steps, step),
                let copy = try? parsed.step.resolved(from: context)
            else { continue }
            let digest = try copy.inputDigest { try Digest.of($0) }
            #expect(try copy.inputDigest { try Digest.of($0) } == digest)
        }
    }

    /// The files of the last step.
    static func build(_ fixture: CopyCase) throws -> FileTree {
        let files = TreeFileSystem(sent(try fixture.context()))
        let context = try BuildContext("/", of: files, now: 0)
        var tree = try fixture.base()
        var directory = TreePath.root
        for (index, line) in fixture.steps.enumerated() {
            if line.hasPrefix("WORKDIR ") {
                directory = TreePath(line.dropFirst(8).utf8, in: directory)
                try tree.makeDirectories(directory)
                continue
            }
            guard let parsed = try step(fixture.steps, index) else { continue }
            var origin: any CopyOrigin = context
            if parsed.isFromStage, let from = try fixture.from() { origin = TreeOrigin(from) }
            tree = try parsed.step.resolved(from: origin)
                .apply(to: tree, workingDirectory: directory).tree
        }
        return tree
    }

    /// What a builder gets of a context: root's files, without what only root can set.
    static func sent(_ tree: FileTree) -> FileTree {
        var result = tree
        for entry in tree.walk() {
            try? result.setAttributes(of: entry.path, follow: false) { attributes in
                let mode = attributes.mode
                (attributes.uid, attributes.gid) = (0, 0)
                attributes.extendedAttributes.removeAll { $0.name.starts(with: "security.".utf8) }
                attributes.mode = mode
            }
            try? result.setAttributes(of: entry.path, follow: false) { attributes in
                attributes.mode = entry.node.attributes.mode
            }
        }
        return result
    }

    /// The COPY or ADD of a line, with the heredocs that follow it; `nil` for another line.
    static func step(
        _ lines: [String], _ index: Int
    ) throws -> (step: CopyStep, isFromStage: Bool)? {
        var words = lines[index].split(separator: " ").map(String.init)
        guard let word = words.first, ["COPY", "ADD"].contains(word) else { return nil }
        words.removeFirst()
        var step = CopyStep([], to: words.removeLast(), isAdd: word == "ADD")
        var isFromStage = false
        while let flag = words.first, flag.hasPrefix("--") {
            words.removeFirst()
            let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? String(parts[1]) : ""
            switch parts[0] {
            case "--from": isFromStage = true
            case "--chown": step.chown = value
            case "--chmod": step.chmod = value.isEmpty ? nil : try CopyMode(parsing: value)
            case "--exclude": step.excludes.append(value)
            case "--parents": step.keepsParents = true
            case "--link": step.isLink = true
            case "--unpack": step.unpacks = value != "false"
            default: Issue.record("unknown flag \(flag)")
            }
        }
        var texts: [CopySource] = []
        var next = index + 1
        for source in words {
            guard source.hasPrefix("<<") else {
                // The words of a Dockerfile lose their backslashes.
                step.sources.append(.path(source.replacing("\\", with: "")))
                continue
            }
            let name = String(source.dropFirst(2))
            var text = ""
            while next < lines.count, lines[next] != name {
                text += lines[next] + "\n"
                next += 1
            }
            next += 1
            texts.append(.text(name: name, FileContents(text)))
        }
        step.sources += texts
        return (step, isFromStage)
    }
}

/// `--chmod` changes modes as Docker 28 was seen to.
@Suite struct CopyModeTests {
    @Test func `modes change as in Docker`() throws {
        var file = URL(fileURLWithPath: #filePath)
        for _ in 0..<2 { file.deleteLastPathComponent() }
        file.append(path: "Fixtures/dockerfile/modes.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        #expect(lines.count > 100)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let old = try #require(UInt16(words[2], radix: 8))
            var tree = FileTree()
            let body: FileNode.Body = words[1] == "d" ? .directory : .file(.empty)
            try tree.put(FileNode(body, attributes: FileAttributes(mode: old)), at: "/d/x")
            var step = CopyStep([.path("d")], to: "/t")
            step.chmod = try CopyMode(parsing: words[0])
            let copied = try step.resolved(from: TreeOrigin(tree)).apply(to: FileTree())
            let mode = try copied.tree.entry(at: "/t/x").node.attributes.mode
            #expect(
                String(mode, radix: 8) == String(UInt16(words[3], radix: 8) ?? 0, radix: 8),
                "\(line)")
        }
    }

    @Test(arguments: [
        "", "9", "0888", "0o755", "10000", "-1", "u", "u=rwx,", "u+r,,g+r", "abc", "u=q",
    ])
    func `what is no mode is refused`(_ text: String) {
        #expect(throws: ImageError.self) { try CopyMode(parsing: text) }
    }
}
