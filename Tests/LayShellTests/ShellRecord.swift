import Foundation
import LayBounds
import LayFiles
import Testing

@testable import LayShell

/// How a script ended, in the form in which `record.py` writes it down.
struct ShellOutcome {
    var status: [UInt8] = []
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var files: [UInt8] = []

    init() {}

    /// What a program leaves that runs in `/work`.
    init(running context: ProgramContext, _ files: TreeFileSystem) throws {
        do {
            if case .exited(let status) = try ProgramRunner.run(context) {
                self.status = Array("\(status)".utf8)
            } else {
                status = Array("none: it stays".utf8)
            }
        } catch let bound as BoundReached {
            status = Array("none: \(bound.message)".utf8)
        }
        output = ShellRecord.block(context.output.bytes)
        errors = ShellRecord.block(context.errors.bytes)
        for entry in try files.tree.subtree("/work").walk() where !entry.path.isRoot {
            self.files += try Self.line(entry.path, entry.node) + [10]
        }
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

    /// What is not as another one has it, each named; `what` leaves out what is not asked for.
    func differences(from other: ShellOutcome, _ what: Set<String>) -> [String] {
        let parts = [
            ("status", status, other.status), ("stdout", output, other.output),
            ("files", files, other.files), ("stderr", errors, other.errors),
        ]
        return parts.compactMap { name, ours, theirs in
            guard what.contains(name), ours != theirs else { return nil }
            return "\(name) is\n\(String(decoding: ours, as: UTF8.self))\nand not\n"
                + String(decoding: theirs, as: UTF8.self)
        }
    }
}

/// A `.out` file: what the real shells did.
enum ShellRecord {
    /// The outcome of each shell that the file has one of.
    static func outcomes(_ bytes: [UInt8]) -> [String: ShellOutcome] {
        var outcomes: [String: ShellOutcome] = [:]
        var whose: [String] = []
        var outcome = ShellOutcome()
        var part: WritableKeyPath<ShellOutcome, [UInt8]>?
        func finish() {
            for name in whose { outcomes[name] = outcome }
        }
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            if line.starts(with: Array("== ".utf8)) {
                finish()
                outcome = ShellOutcome()
                part = nil
                whose = String(decoding: line.dropFirst(3), as: UTF8.self).split(separator: " ")
                    .map(String.init)
            } else if line.starts(with: Array("-- ".utf8)) {
                part =
                    switch String(decoding: line.dropFirst(3), as: UTF8.self) {
                    case "stdout": \.output
                    case "stderr": \.errors
                    default: \.files
                    }
            } else if let part {
                outcome[keyPath: part] += line + [10]
            } else {
                outcome.status = Array(line.dropFirst("status ".utf8.count))
            }
        }
        finish()
        return outcomes
    }

    /// A stream as it stands in a record.
    static func block(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.isEmpty { return [] }
        return shown(bytes) + (bytes.last == 10 ? [] : Array("\n\\ no newline\n".utf8))
    }

    /// Bytes with those escaped that are no text; with `inLine`, newlines and tabs too.
    static func shown(_ bytes: [UInt8], inLine: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        let digits = Array("0123456789abcdef".utf8)
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            let length = scalarLength(bytes[place...])
            let isControl = byte < 32 && (inLine || byte != 10 && byte != 9)
            if length == 0 || isControl || byte == 127 {
                result += Array("\\x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                place += 1
            } else {
                result += bytes[place..<(place + length)]
                place += length
            }
        }
        return result
    }

    /// How many bytes the character takes that bytes begin with; 0 where there is none.
    private static func scalarLength(_ bytes: ArraySlice<UInt8>) -> Int {
        guard let first = bytes.first else { return 0 }
        if first < 0x80 { return 1 }
        let count = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
        return String(validating: bytes.prefix(count), as: UTF8.self)?.unicodeScalars.count == 1
            ? count : 0
    }
}
