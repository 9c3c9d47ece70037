import Foundation
import LayArchive
import LayBounds
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// A fixture of `Fixtures/dockerfile/copy`: what is copied from where onto what, and what comes of it
/// in Docker 28.
struct CopyCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// True where buildah does the same.
    private(set) var isShared = false
    /// The lines of its sections.
    private var sections: [String: [String]] = [:]

    static let all: [CopyCase] = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<2 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "Fixtures/dockerfile/copy")
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "copy" }
            .sorted { $0.path < $1.path }.compactMap { try? CopyCase($0) }
    }()

    private static let names = [
        "context", "base", "from", "archive", "steps", "expect", "error", "warnings",
    ]

    init(_ file: URL) throws {
        testDescription = file.deletingPathExtension().lastPathComponent
        var current = ""
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            if line == "# buildah too" { isShared = true }
            if line.hasSuffix(":"), Self.names.contains(String(line.dropLast())) {
                current = String(line.dropLast())
                sections[current] = []
            } else if line.hasPrefix("  ") {
                sections[current]?.append(String(line.dropFirst(2)))
            }
        }
    }

    var steps: [String] { sections["steps"] ?? [] }
    /// The files that stand afterwards; `nil` where the step is refused.
    var expected: [String]? { sections["expect"] }
    /// What the refusal holds.
    var error: String? { sections["error"].map { $0.joined(separator: "\n") } }

    /// What is sent to the builder.
    func context() throws -> FileTree {
        var tree = try Self.tree(sections["context"] ?? [])
        for line in sections["context"] ?? [] where line.hasPrefix("t ") {
            let words = line.split(separator: " ").map(String.init)
            let compression = words.count < 3 ? "" : words[2]
            var bytes = archive()
            if compression == "gz" { bytes = try Compression.gzip.compress(bytes) }
            if compression == "zst" { bytes = try Compression.zstd.compress(bytes) }
            try tree.put(
                FileNode(.file(FileContents(bytes)), attributes: FileAttributes(mode: 0o644)),
                at: TreePath(words[1]))
        }
        return tree
    }

    func base() throws -> FileTree { try Self.tree(sections["base"] ?? []) }
    func from() throws -> FileTree? { try sections["from"].map { try Self.tree($0) } }

    // MARK: Trees

    /// `\n`, `\s`, `\xNN` and `\\` for what a line cannot hold.
    static func bytes(_ text: some StringProtocol) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let quoted = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch quoted {
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "s"): result.append(32)
            case UInt8(ascii: "x"):
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                rest = rest.dropFirst(2)
                result.append(UInt8(digits, radix: 16) ?? 0)
            default: result.append(quoted)
            }
        }
        return result
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var result = ""
        for byte in bytes {
            switch byte {
            case 10: result += "\\n"
            case 32: result += "\\s"
            case 0x5c: result += "\\\\"
            case 0x21..<0x7f: result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16)
                result += "\\x" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }

    private struct Line {
        let kind: String
        let path: TreePath
        let name: [UInt8]
        let node: FileNode
        let link: TreePath?

        /// `nil` for `x` and `t`, which are no entries.
        init?(_ line: String) throws {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
                .map(String.init)
            kind = words[0]
            var attributes = FileAttributes(mode: 0o777)
            switch kind {
            case "l", "h":
                name = CopyCase.bytes(words[1])
                let target = CopyCase.bytes(words[2])
                link = kind == "h" ? TreePath(bytes: target) : nil
                node = FileNode(.symlink(target: target), attributes: attributes)
            case "d", "f", "p", "c":
                attributes.mode = try #require(UInt16(words[1], radix: 8))
                let owner = words[2].split(separator: ":").compactMap { UInt32($0) }
                (attributes.uid, attributes.gid) = (owner[0], owner[1])
                name = CopyCase.bytes(words[3])
                link = nil
                let rest = words.count > 4 ? words[4] : ""
                let body: FileNode.Body
                switch kind {
                case "d": body = .directory
                case "p": body = .fifo
                case "c":
                    let numbers = rest.split(separator: ",").compactMap { UInt32($0) }
                    body = .characterDevice(
                        DeviceNumber(major: numbers[0], minor: numbers[1]))
                default: body = .file(FileContents(CopyCase.bytes(rest)))
                }
                node = FileNode(body, attributes: attributes)
            default: return nil
            }
            path = TreePath(bytes: name)
        }
    }

    /// The tree that lines tell of.
    static func tree(_ lines: [String]) throws -> FileTree {
        var tree = FileTree()
        for line in lines {
            if let entry = try Line(line) {
                if let link = entry.link {
                    try tree.link(link, to: entry.path)
                } else {
                    try tree.put(entry.node, at: entry.path)
                }
            } else if line.hasPrefix("x ") {
                let (path, attribute) = try attribute(line)
                try tree.setAttributes(of: path, follow: false) {
                    $0.extendedAttributes.append(attribute)
                }
            }
        }
        return tree
    }

    private static func attribute(_ line: String) throws -> (TreePath, ExtendedAttribute) {
        let words = line.split(separator: " ", maxSplits: 2)
        let place = try #require(words[2].firstIndex(of: "="))
        let value = words[2][words[2].index(after: place)...]
        return (
            TreePath(bytes: bytes(words[1])),
            ExtendedAttribute(name: Array(words[2][..<place].utf8), value: bytes(value))
        )
    }

    /// The archive that the section of that name tells of, its entries in its order.
    private func archive() -> [UInt8] {
        let lines = sections["archive"] ?? []
        return RawTar.of { tar in
            for line in lines {
                guard let entry = try? Line(line) else { continue }
                let pairs = lines.filter { $0.hasPrefix("x ") }
                    .compactMap { try? Self.attribute($0) }.filter { $0.0 == entry.path }
                if !pairs.isEmpty {
                    tar.raw(
                        pairs.flatMap {
                            RawTar.record(
                                "SCHILY.xattr." + String(decoding: $0.1.name, as: UTF8.self),
                                $0.1.value)
                        })
                }
                var attributes = entry.node.attributes
                var (data, target, flag): ([UInt8], [UInt8], Character) = ([], [], "0")
                var device = DeviceNumber(major: 0, minor: 0)
                switch entry.node.body {
                case .file(let contents): data = (try? contents.bytes()) ?? []
                case .directory: flag = "5"
                case .symlink(let text): (target, flag) = (text, entry.link == nil ? "2" : "1")
                case .fifo: flag = "6"
                case .characterDevice(let number): (device, flag) = (number, "3")
                case .blockDevice: continue
                }
                if let link = entry.link {
                    let file = lines.compactMap { try? Line($0) }.first { $0.path == link }
                    if let file { attributes = file.node.attributes }
                }
                func octal(_ number: UInt32) -> [UInt8] {
                    let digits = String(number, radix: 8)
                    return Array((String(repeating: "0", count: 7 - digits.count) + digits).utf8)
                }
                tar.add(
                    entry.name, flag, data, to: String(decoding: target, as: UTF8.self),
                    mode: String(decoding: octal(UInt32(attributes.mode)), as: UTF8.self),
                    fields: [
                        108: octal(attributes.uid), 116: octal(attributes.gid),
                        329: octal(device.major), 337: octal(device.minor),
                    ])
            }
        }
    }

    /// What a tree holds, as a fixture's lines tell it.
    static func lines(_ tree: FileTree) throws -> [String] {
        var lines: [String] = []
        var links: [Int: TreePath] = [:]
        for entry in tree.walk() where !entry.path.isRoot {
            let attributes = entry.node.attributes
            let name = text(entry.path.bytes)
            let owner = "\(attributes.uid):\(attributes.gid)"
            let digits = String(attributes.mode, radix: 8)
            let mode = String(repeating: "0", count: 4 - digits.count) + digits
            if entry.linkID != 0, let first = links[entry.linkID] {
                lines.append("h \(name) \(text(first.bytes))")
                continue
            }
            if entry.linkID != 0 { links[entry.linkID] = entry.path }
            switch entry.node.body {
            case .directory: lines.append("d \(mode) \(owner) \(name)")
            case .file(let contents):
                let bytes = try contents.bytes()
                let shown = bytes.count < 300 ? text(bytes) : "<large>"
                lines.append("f \(mode) \(owner) \(name)" + (bytes.isEmpty ? "" : " \(shown)"))
            case .symlink(let target):
                lines.append("l \(name) \(text(target))" + (owner == "0:0" ? "" : " \(owner)"))
            case .fifo: lines.append("p \(mode) \(owner) \(name)")
            case .characterDevice(let device):
                lines.append("c \(mode) \(owner) \(name) \(device.major),\(device.minor)")
            case .blockDevice: lines.append("b \(mode) \(owner) \(name)")
            }
            for attribute in attributes.extendedAttributes {
                lines.append(
                    "x \(name) \(text(attribute.name))=\(text(attribute.value))")
            }
        }
        return lines
    }
}
