/// What ends a program: it cannot be read, or it did what it may not.
struct AwkError: Error, Hashable, Sendable {
    /// When the program failed.
    enum Stage: Sendable {
        /// While it was read.
        case syntax
        /// While it ran.
        case running
    }

    /// What happened, where programs have words of their own for it.
    enum Cause: Hashable, Sendable {
        case other
        /// A token that may not stand where it does.
        case token
        /// A string or a regular expression without an end.
        case unterminated
        case undefinedFunction
        case zeroDivisor
        case negativeField
        /// A file that cannot be opened.
        case unreadable(name: [UInt8], reason: String)
        case unwritable(name: [UInt8], reason: String)
        /// A command that reads no more.
        case unread(command: [UInt8])
    }

    /// When the program failed.
    let stage: Stage
    /// The line of the program's text, from 1; 0 where it is not known.
    var line: Int
    /// What is wrong, without the program's name and the line.
    let message: String
    /// The token at which the program cannot be read; empty for other errors.
    var token: [UInt8] = []
    /// Where in the program's text the error is pointed at; nil where it is not.
    var place: Int?
    var cause = Cause.other

    /// The error of a program that runs.
    static func running(
        _ message: String, line: Int = 0, _ cause: Cause = .other
    ) -> AwkError {
        AwkError(stage: .running, line: line, message: message, cause: cause)
    }
}

/// Why a host did not open a file; the program goes on without it.
struct AwkRefusal: Error, Hashable, Sendable {
    /// The system's words, as `No such file or directory`.
    let reason: String
    /// Whether the name is a directory's.
    var isDirectory = false
}

/// What goes wrong without ending the program.
enum AwkIssue: Hashable, Sendable {
    /// An operand that is a directory and is left out.
    case directory(name: [UInt8])
}
