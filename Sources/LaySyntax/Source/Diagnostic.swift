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
        var text = "\(head): \(message.shown(keepingLines: true))\n"
        text += Excerpt.draw(span, in: source)
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
        let (text, before) = cut(Array(source.line(line).unicodeScalars), at: column - 1)
        let number = String(line)
        let margin = String(repeating: " ", count: number.count)
        let width = text.unicodeScalars.count
        let last = end.line == line ? before + end.column - column : width
        let scalars = text.unicodeScalars
        let lead = below(scalars.prefix(before), " ")
        let meant = below(scalars.dropFirst(before).prefix(max(1, min(last, width) - before)), "^")
        let carets = meant.contains("^") ? meant : "^"
        return """
            \(margin)--> \(source.name.shown()):\(line):\(column)
            \(margin) |
            \(number) | \(text)
            \(margin) | \(lead)\(carets)
            """
    }

    /// What stands below a part of the line, as wide as it is; tabs are kept, so that it is so at any
    /// tab width.
    private static func below(
        _ scalars: some Sequence<Unicode.Scalar>, _ mark: Character
    ) -> String {
        var text = ""
        for scalar in scalars {
            text += scalar == "\t" ? "\t" : String(repeating: mark, count: scalar.columns)
        }
        return text
    }

    /// Longer lines, which programs write, are cut.
    private static let widest = 200

    /// What is shown of a line, and how much of that stands before the place meant.
    private static func cut(_ line: [Unicode.Scalar], at place: Int) -> (text: String, before: Int)
    {
        func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
            // One sign for one, so that the caret stands below its place.
            String(
                String.UnicodeScalarView(
                    scalars.map { $0.steersTerminals && $0 != "\t" ? "\u{fffd}" : $0 }))
        }
        if line.count <= widest { return (text(line[...]), place) }
        let start = max(0, min(place - widest / 4, line.count - widest))
        let end = min(line.count, start + widest)
        let (head, tail) = (start > 0 ? "…" : "", end < line.count ? "…" : "")
        return (head + text(line[start..<end]) + tail, place - start + head.unicodeScalars.count)
    }

    /// The help line that goes below an excerpt.
    package static func help(_ text: String, _ span: Span, _ source: SourceText) -> String {
        let margin = String(source.position(of: span.start).line).count
        return String(repeating: " ", count: margin) + " = help: \(text.shown(keepingLines: true))"
    }
}
