import Foundation

/// Commands of the machine, run in a directory.
public struct Shell {
    /// Where they run.
    public let directory: String

    /// Runs commands in `directory`.
    public init(directory: String) {
        self.directory = directory
    }

    /// Calls `body` with a new directory, which is removed afterwards.
    public static func inTemporaryDirectory(_ body: (Shell) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("lay-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try body(Shell(directory: directory))
    }

    /// True for root.
    public static let isRoot = geteuid() == 0

    /// A line that ended with another status than 0.
    public struct Failure: Error, CustomStringConvertible {
        let line: String
        let output: String

        /// The line and what it wrote.
        public var description: String { "\(line): \(output)" }
    }

    /// Runs a line of sh; gives what it wrote to both outputs.
    @discardableResult
    public func run(_ line: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-ec", line]
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw Failure(line: line, output: output) }
        return output
    }

    /// The bytes of a file in the directory.
    public func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)")))
    }

    /// Writes a file in the directory.
    public func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }
}
