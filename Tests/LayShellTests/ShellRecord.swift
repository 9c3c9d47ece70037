import Foundation
import Testing

@testable import LayShell

/// How a script ended, in the form in which `record.py` writes it down.
struct ShellOutcome {
    var status: [UInt8] = []
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var files: [UInt8] = []

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
    /// The outcome of each dialect that the file has one of.
    static func outcomes(_ bytes: [UInt8]) -> [ShellDialect: ShellOutcome] {
        var outcomes: [ShellDialect: ShellOutcome] = [:]
        var dialects: [ShellDialect] = []
        var outcome = ShellOutcome()
        var part: WritableKeyPath<ShellOutcome, [UInt8]>?
        func finish() {
            for dialect in dialects { outcomes[dialect] = outcome }
        }
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            if line.starts(with: Array("== ".utf8)) {
                finish()
                outcome = ShellOutcome()
                part = nil
                dialects = String(decoding: line.dropFirst(3), as: UTF8.self).split(separator: " ")
                    .compactMap { ShellDialect(rawValue: String($0)) }
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
