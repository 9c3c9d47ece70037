internal import LayBounds

/// The signals that Docker takes for STOPSIGNAL.
enum StopSignals {
    private static let names: Set<String> = {
        var names = Set(SignalNumbers.names + ["CLD", "IOT", "POLL", "RTMIN", "RTMAX"])
        for number in 1...15 { names.insert("RTMIN+\(number)") }
        for number in 1...14 { names.insert("RTMAX-\(number)") }
        return names
    }()

    /// Looks at a signal: a name, with or without `SIG`, or any number but 0.
    ///
    /// - Throws: `Fault` for another.
    static func check(_ text: String) throws(Fault) {
        if let number = Int(text), number != 0 { return }
        guard names.contains(SignalNumbers.plain(text)) else { throw .signal(text) }
    }
}

extension Fault {
    static func signal(_ text: String) -> Self { Self("invalid signal: \(text)") }
}
