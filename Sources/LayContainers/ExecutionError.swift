internal import LayFiles
internal import LayShell

/// A program that ended with another status than 0, or that could not be run at all.
public struct ExecutionError: Error, CustomStringConvertible {
    /// The exit status: the program's, or 126 and 127 as a shell counts them.
    public let status: Int
    /// Which program, and how it ended.
    public let message: String
    /// The next step, where one is known.
    public let help: String?
    /// What it wrote until then.
    public let result: ExecutionResult
    /// The id of the container it ran in, which is left to look into.
    public var container: String?
    /// It was not run at all.
    public let isRefusal: Bool

    /// The message.
    public var description: String { message }

    /// A program that cannot be run.
    public static func refused(
        _ message: String, status: Int, help: String?, result: ExecutionResult
    ) -> ExecutionError {
        ExecutionError(
            status: status, message: message, help: help, result: result, isRefusal: true)
    }

    static func failed(_ words: [String], _ result: ExecutionResult, in container: String)
        -> ExecutionError
    {
        let shown = words.count == 3 && words[1] == "-c" ? words[2] : words.joined(separator: " ")
        let last = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").last
        return ExecutionError(
            status: result.status,
            message: "'\(shown.prefix(120))' ended with status \(result.status)",
            help: last.map { "it wrote: \($0)" }, result: result, container: container,
            isRefusal: false)
    }

    static func noDirectory(_ path: String) -> ExecutionError {
        refused(
            "cannot work in \(path): there is no such directory",
            status: Int(ExitStatus.notFound),
            help: "make it first, or name another workdir",
            result: ExecutionResult(
                status: Int(ExitStatus.notFound), output: [], errors: [], written: []))
    }

    /// A directory to work in that cannot be made, in runc's words.
    static func noWorkingDirectory(_ error: FileError) -> ExecutionError {
        let reason = error.reason.prefix(1).lowercased() + error.reason.dropFirst()
        return refused(
            "mkdir \(error.path): \(reason)", status: Int(ExitStatus.notFound),
            help: "it is the working directory, in a mount",
            result: ExecutionResult(
                status: Int(ExitStatus.notFound), output: [], errors: [], written: []))
    }

    /// As a result like any other, with the message among what was written.
    var asResult: ExecutionResult {
        let text = Array((message + "\n").utf8)
        return ExecutionResult(
            status: status, output: result.output, errors: result.errors + text,
            written: result.written + text)
    }
}
