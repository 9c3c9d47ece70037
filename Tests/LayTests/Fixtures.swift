import Foundation
import Lay
import LayFiles
import LayImages
import LayRuntime
import LayWorld
import Testing

/// Where the package lies.
let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A script with its expectations beside its lines:
/// `# expect: TEXT` for a line of output, `# expect error: KIND text of the report` for its end,
/// `# expect warning: TEXT` for what a check finds odd, `# expect check error: KIND text` for what it
/// finds wrong, the line `# strict` for a check that takes doubts for errors.
struct Fixture: Sendable, CustomTestStringConvertible {
    let path: String

    var testDescription: String { path }

    /// All fixtures below a folder of `Tests/Fixtures`.
    static func all(in area: String) -> [Fixture] {
        let root = packageRoot.appending(path: "Tests/Fixtures/\(area)")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        let paths = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "lay" }
            .map(\.path)
        return paths.filter { !$0.contains("/_") }.sorted().map {
            Fixture(path: String($0.dropFirst(packageRoot.path.count + 1)))
        }
    }

    /// The folders of an area, as `language/lists`.
    static func folders(in area: String) throws -> [String] {
        let root = packageRoot.appending(path: "Tests/Fixtures/\(area)")
        return try FileManager.default.contentsOfDirectory(atPath: root.path)
            .filter { !$0.hasPrefix(".") }.sorted().map { "\(area)/\($0)" }
    }

    func source() throws -> String {
        try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
    }

    /// The text behind each marker, in order.
    private func expectations(_ marker: String) throws -> [String] {
        let lines = try source().split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r\n"
        }
        return lines.compactMap { line in
            guard let range = line.range(of: marker) else { return nil }
            var text = line[range.upperBound...]
            if text.first == " " { text.removeFirst() }
            while text.last?.isWhitespace == true { text.removeLast() }
            return String(text)
        }
    }

    func expectedOutput() throws -> [String] { try expectations("# expect:") }
    func expectedWarnings() throws -> [String] { try expectations("# expect warning:") }
    func expectedCheckErrors() throws -> [String] { try expectations("# expect check error:") }
    func isStrict() throws -> Bool { try source().hasPrefix("# strict\n") }
    func expectedError() throws -> String? { try expectations("# expect error:").first }
}

/// Collects what a script prints.
final class Output {
    private(set) var text = ""
    func add(_ bytes: UnsafeRawBufferPointer) { text += String(decoding: bytes, as: UTF8.self) }
}

/// An engine over files in memory, all of them granted, and what it prints.
func makeEngine(files: FileTree = FileTree(), checks: MachineChecks = []) -> (
    engine: Engine, output: Output
) {
    let output = Output()
    var host = Host()
    host.files = TreeFileSystem(files)
    host.readable = ["/"]
    host.writable = ["/"]
    host.output = { output.add($0) }
    host.importFile = { path in
        try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
    }
    return (Engine(host: host, limits: Limits(), world: World(), checks: checks), output)
}
