import Foundation
import LayTestSupport

/// The built `lay`, which lies where the tests do.
struct LayProcess {
    static let path: String? = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let folder = URL(fileURLWithPath: tests ?? CommandLine.arguments[0])
            .deletingLastPathComponent()
        let path = folder.appending(path: "lay").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    let process = Process()
    let output = Pipe()
    let errors = Pipe()

    /// Starts it in a directory.
    init(_ arguments: [String], in directory: URL) throws {
        process.executableURL = URL(fileURLWithPath: Self.path ?? "/nonexistent")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.standardOutput = output
        process.standardError = errors
        // It inherits what this thread blocks, and the threads of tests block SIGINT.
        var (none, former) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &former)
        defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
        try process.run()
    }

    /// Waits until it has written something.
    func waitForOutput() -> String {
        String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }

    /// Waits for its end; gives the status and what it wrote to its error output.
    func finish() -> (status: Int32, output: String, errors: String) {
        let shown = output.fileHandleForReading.readDataToEndOfFile()
        let told = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: shown, as: UTF8.self),
            String(decoding: told, as: UTF8.self)
        )
    }

    /// Runs it to its end.
    static func run(_ arguments: [String], in directory: URL) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try LayProcess(arguments, in: directory).finish()
    }
}

/// Calls `body` with a new directory, removed afterwards.
func withTemporaryDirectory(_ body: (URL) throws -> Void) throws {
    try Shell.inTemporaryDirectory { try body(URL(fileURLWithPath: $0.directory)) }
}
