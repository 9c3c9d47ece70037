internal import ArgumentParser
internal import Lay

/// What is told of tests while they run: their output below their names, then what came of them.
///
///     a.lay:
///     · greets
///     hello
///     ✔ greets
struct TestReport {
    /// Files are told by their names.
    private let nameFiles: Bool
    private var file = ""
    /// The names of the file's tests so far.
    private var names: Set<String> = []
    /// The test that runs and has written nothing yet.
    private var silent: String?
    /// The output stands in the middle of a line.
    private var isInLine = false
    private var passed = 0
    private var failed = 0

    init(nameFiles: Bool) { self.nameFiles = nameFiles }

    mutating func begin(_ script: Script) {
        (file, names) = (script.name, [])
        if nameFiles { Terminal.line("\(script.name):") }
    }

    /// Passes on what a script prints; a test's name stands in front of its first output.
    mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard let last = bytes.last else { return }
        tellName()
        Terminal.write(bytes)
        isInLine = last != UInt8(ascii: "\n")
    }

    /// As `write`, for what it warns of.
    mutating func warn(_ bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty { return }
        tellName()
        Terminal.write(bytes, to: 2)
    }

    private mutating func tellName() {
        if let name = silent { Terminal.line("· \(name)") }
        silent = nil
    }

    mutating func willRun(_ name: String) {
        endLine()
        silent = name
        if !names.insert(name).inserted {
            Terminal.error("warning: \(file) has more than one test '\(name)'")
        }
    }

    mutating func didRun(_ result: TestResult) {
        endLine()
        silent = nil
        if let failure = result.failure {
            Terminal.line("✘ \(result.name)\n\(failure.report)")
            failed += 1
        } else {
            Terminal.line("✔ \(result.name)")
            passed += 1
        }
    }

    /// A file came to its end before its tests did.
    mutating func stop(_ error: ScriptError) {
        endLine()
        silent = nil
        Terminal.error(error.report)
        failed += 1
    }

    /// Tells the sum.
    ///
    /// - Throws: the status of the command, when it is not 0.
    func finish(patterns: [String]) throws {
        if passed + failed == 0 {
            let wanted = patterns.map { "'\($0)'" }.joined(separator: " or ")
            throw patterns.isEmpty
                ? Complaint(
                    message: "there is no test to run", help: "write one: test(\"name\") { … }",
                    status: 2)
                : Complaint(message: "no test's name holds \(wanted)", status: 2)
        }
        Terminal.line("\(passed) passed, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }

    private mutating func endLine() {
        if isInLine { Terminal.line("") }
        isInLine = false
    }
}
