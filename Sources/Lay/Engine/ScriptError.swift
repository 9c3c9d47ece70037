public import LayBounds
internal import LayRuntime
internal import LaySyntax

/// Why a script ended: an error it did not catch, or what is wrong with its text.
public struct ScriptError: Error, Sendable {
    /// The error's kind: `SyntaxError`, `NotFound`, or a name that the script threw.
    public let kind: ErrorKind
    /// What was wrong with which value.
    public let message: String
    /// The next step, where one is known.
    public let help: String?
    /// The file or text that was at fault.
    public let file: String?
    /// The line, from 1.
    public let line: Int?
    /// The whole report as people read it: headline, source excerpt with a caret, help, trace.
    public let report: String

    init(_ error: LayError) {
        kind = error.kind
        message = error.message
        help = error.help
        file = error.place?.source.name
        line = error.place.map { $0.source.position(of: $0.span.start).line }
        report = error.rendered
    }

    init(_ failure: CompilationFailure) {
        let first = failure.diagnostics.first
        kind = first?.kind ?? .syntaxError
        message = first?.message ?? "the text cannot be read"
        help = first?.help
        file = first?.source.name
        line = first.map { $0.source.position(of: $0.span.start).line }
        report = failure.rendered
    }
}

extension ScriptError: CustomStringConvertible {
    /// The report.
    public var description: String { report }
}
