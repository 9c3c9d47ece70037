package import LayBounds
package import LaySyntax

/// An error as a script sees it: a kind, a message, and what helps to mend it.
///
/// Natives throw it; the virtual machine adds the place and the trace once, where it was thrown.
package struct LayError: Error {
    /// `NotFound`, `TypeError`, or any name that a script throws.
    package var kind: ErrorKind
    /// What was wrong with which value.
    package var message: String
    /// The next step, where one is known.
    package var help: String?
    /// The host's bound that was reached, if it was one.
    package var bound: BoundReached.Bound?
    /// The status that `exit` ends the program with; then this is no failure, and nothing catches it.
    package var exit: UInt8?
    /// It came from a `defer` while `exit` ended the program: nothing catches it either.
    var endsExit = false
    /// What else the error carries: `status`, `output`, `container`.
    package var details: [(name: String, value: Detail)] = []

    /// What an error carries besides its message.
    package enum Detail: Sendable {
        case int(Int)
        case text(String)
        case value(Rooted)
    }
    /// The errors that led to it, the nearest first, as the report tells them.
    package private(set) var causes: [String] = []
    private static let mostCauses = 5

    /// Says which error led to it; `held` is that error as scripts see it.
    mutating func hold(cause: LayError, _ held: Rooted) {
        details.removeAll { $0.name == "cause" }
        details.append(("cause", .value(held)))
        let place = cause.place.map {
            " (\($0.source.name):\($0.source.position(of: $0.span.start).line))"
        }
        let line = "\(cause.kind): \(cause.message)\(place ?? "")"
        causes = Array(([line] + cause.causes).prefix(Self.mostCauses))
    }

    /// It is the call that was wrong, not the code that found it out.
    var blamesCall = false
    /// Where it was thrown, set by the machine.
    package var place: (source: SourceText, span: Span)?
    /// The calls around that place, innermost first.
    package var trace: [TraceEntry] = []

    package init(_ kind: ErrorKind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }

    /// True when the run made or held more than it may, not when it took too long.
    package var hasNoRoom: Bool {
        kind == .limit && (bound == nil || bound == .memory)
    }

    /// A bound that the host set for all that a run does.
    package init(_ reached: BoundReached) {
        self.init(reached.kind, reached.message, help: reached.help)
        bound = reached.bound
    }

    /// True for what the engine's own limits and `exit` throw: no script can catch it.
    var isUncatchable: Bool { kind.isUncatchable || endsExit }
    /// True when the program ends in order: what it put off with `defer` runs.
    var runsDeferred: Bool { exit != nil || !isUncatchable || endsExit }

    /// The report that people read: headline, excerpt with a caret, help, trace.
    package var rendered: String {
        var text = "error[\(kind)]: \(message.shown(keepingLines: true))"
        if let place { text += "\n" + Excerpt.draw(place.span, in: place.source) }
        if let help {
            let margin = place.map { String($0.source.position(of: $0.span.start).line).count } ?? 0
            let line = " = help: \(help.shown(keepingLines: true))"
            text += "\n" + String(repeating: " ", count: margin) + line
        }
        for cause in causes { text += "\n   cause: " + cause.shown() }
        if trace.count > 1 {
            let shown = trace.count > 12 ? Array(trace.prefix(8)) + Array(trace.suffix(3)) : trace
            var parts = shown.map(\.description)
            if trace.count > 12 { parts.insert("… \(trace.count - 11) more", at: 8) }
            text += "\n   trace: " + parts.joined(separator: " ← ")
        }
        return text
    }
}

/// A call that was active when an error was thrown.
package struct TraceEntry: CustomStringConvertible {
    let function: String
    // Not as a text: there may be many, of a file whose name is long.
    let source: SourceText
    let line: Int

    package var description: String { "\(function) (\(source.name):\(line))" }
}

/// An error while a script holds it.
package final class ErrorObject {
    package var error: LayError
    private let memory: MemoryAccount
    private let size: Int

    init(_ error: LayError, _ memory: MemoryAccount) {
        self.error = error
        self.memory = memory
        let texts = error.details.reduce(0) { sum, detail in
            if case .text(let text) = detail.value { return sum &+ text.utf8.count }
            return sum
        }
        size =
            512 + error.message.utf8.count + (error.help?.utf8.count ?? 0) + 96 * error.trace.count
            + texts
        memory.charge(size)
    }

    deinit { memory.credit(size) }
}
