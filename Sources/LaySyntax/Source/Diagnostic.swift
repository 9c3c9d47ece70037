package import LayBounds

/// A message about a place in a source text: a syntax error or what the resolver found.
package struct Diagnostic: Error, Sendable {
    /// The error kind that scripts see: `SyntaxError`, `NameError`, `ImmutableError`, `TypeError`.
    package var kind: ErrorKind
    /// What is wrong, with the name or value at fault.
    package var message: String
    /// The place.
    package var span: Span
    /// The text that `span` counts in.
    package var source: SourceText
    /// The next step, where one is known.
    package var help: String?
    /// It says what is odd; the program runs all the same.
    package var isWarning = false
    /// The text ends before what began here does: more of it could mend this.
    package var isUnfinished = false

    package init(
        _ kind: ErrorKind, _ message: String, at span: Span, in source: SourceText,
        help: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.span = span
        self.source = source
        self.help = help
    }

    /// A tree that was read has more levels than the stack has room for.
    package static func nestedTooDeeply(_ span: Span, in source: SourceText) -> Diagnostic {
        Diagnostic(SyntaxFault.deepCode, at: span, in: source)
    }

    /// The whole report: headline, place, excerpt with a caret, help.
    package var rendered: String {
        let head = isWarning ? "warning" : "error[\(kind)]"
        var text = "\(head): \(message)\n" + Excerpt.draw(span, in: source)
        if let help { text += "\n" + Excerpt.help(help, span, source) }
        return text
    }
}

/// Draws a line of source with a caret below the place meant.
package enum Excerpt {
    /// Three or more lines: the position, the source line, the caret.
    package static func draw(_ span: Span, in source: SourceText) -> String {
        let (line, column) = source.position(of: span.start)
        let end = source.position(of: span.end)
        let scalars = source.line(line).unicodeScalars
        let number = String(line)
        let margin = String(repeating: " ", count: number.count)
        let width = scalars.count
        // A line that nobody could read is cut around the place.
        let skipped = width > widest ? min(max(0, column - 1 - widest / 4), width - widest / 2) : 0
        let shown = width > widest ? scalars.dropFirst(skipped).prefix(widest) : scalars[...]
        let isCutBefore = skipped > 0
        let isCutBehind = skipped + shown.count < width
        let last = end.line == line ? end.column : width + 1
        let carets = max(1, min(last, skipped + shown.count + 1) - column)
        // Tabs before the caret are kept, so that it stands below its place at any tab width.
        let lead =
            (isCutBefore ? " " : "")
            + String(
                String.UnicodeScalarView(
                    shown.prefix(column - 1 - skipped).map { $0 == "\t" ? "\t" : " " }))
        let text =
            (isCutBefore ? "…" : "") + String(String.UnicodeScalarView(shown))
            + (isCutBehind ? "…" : "")
        return """
            \(margin)--> \(source.name):\(line):\(column)
            \(margin) |
            \(number) | \(text)
            \(margin) | \(lead)\(String(repeating: "^", count: carets))
            """
    }

    private static let widest = 240

    /// The help line that goes below an excerpt.
    package static func help(_ text: String, _ span: Span, _ source: SourceText) -> String {
        let margin = String(source.position(of: span.start).line).count
        return String(repeating: " ", count: margin) + " = help: \(text)"
    }
}
