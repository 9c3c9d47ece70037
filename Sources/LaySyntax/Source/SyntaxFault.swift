internal import LayBounds

/// What is wrong with a text, apart from where.
struct SyntaxFault {
    let message: String
    let help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}

extension Diagnostic {
    init(_ fault: SyntaxFault, at span: Span, in source: SourceText) {
        self.init(.syntaxError, fault.message, at: span, in: source, help: fault.help)
    }
}
