internal import LayBounds
internal import LayImages

/// The signals of STOPSIGNAL.
enum StopSignals {
    /// Looks at a signal: a name, with or without `SIG`, or any number but 0.
    ///
    /// - Throws: `Fault` for another.
    static func check(_ text: String) throws(Fault) {
        if SignalNames.isSignal(text, takesAnyNumber: true) { return }
        let near = Suggestion.nearest(
            to: SignalNumbers.plain(text), among: SignalNumbers.names)
        throw .signal(text, near: near)
    }
}

extension Fault {
    static func signal(_ text: String, near: String?) -> Self {
        Self(
            "invalid signal: \(text)",
            help: near.map { "did you mean SIG\($0)?" } ?? "a name like SIGTERM, or a number")
    }
}
