import Foundation
import LayDockerfile
import Testing

/// Where the package lies.
let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The bytes of a file below `Tests/Fixtures`.
func fixture(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: packageRoot.appending(path: "Tests/Fixtures/\(path)")))
}

/// The files of a folder of `Tests/Fixtures`, by their paths below it, in order.
func fixtures(in area: String, withEnd end: String) throws -> [String] {
    let root = packageRoot.appending(path: "Tests/Fixtures/\(area)")
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
        .filter { $0.hasSuffix(end) }.sorted()
}

/// A Dockerfile of a table with what Docker 28 makes of it.
struct DockerfileCase: CustomTestStringConvertible, Sendable {
    /// The text.
    let text: [UInt8]
    /// The lines that the error marks.
    let lines: ClosedRange<Int>?
    /// `ok`, `error: MESSAGE` or `build error: MESSAGE`.
    let outcome: String

    var testDescription: String { String(decoding: text, as: UTF8.self).debugDescription }

    /// The error's message, where reading or expanding the file ends in one.
    var message: String? {
        outcome.hasPrefix("error: ") ? String(outcome.dropFirst("error: ".count)) : nil
    }

    /// The cases of a table: `=== LINES`, the text, `--- OUTCOME`.
    static func table(_ path: String) throws -> [DockerfileCase] {
        var cases: [DockerfileCase] = []
        var range: ClosedRange<Int>?
        var text: [UInt8] = []
        for line in try fixture(path).split(separator: 0x0a, omittingEmptySubsequences: false) {
            let words = String(decoding: line.dropFirst(4), as: UTF8.self)
            if line.starts(with: "=== ".utf8) {
                let numbers = words.split(separator: "-").compactMap { Int($0) }
                range = numbers.first.flatMap { first in numbers.last.map { first...$0 } }
                text = []
            } else if line.starts(with: "\\ no end of line".utf8) {
                text.removeLast()
            } else if line.starts(with: "--- ".utf8) {
                cases.append(
                    DockerfileCase(
                        text: text, lines: range, outcome: words.replacing("⏎", with: "\n")))
            } else {
                text += line + [0x0a]
            }
        }
        return cases
    }
}
