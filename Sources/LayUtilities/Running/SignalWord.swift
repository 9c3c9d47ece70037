internal import LayBounds

/// Signals as utilities write them.
enum SignalWord {
    /// The number of `TERM`, `SIGTERM`, `term` or `15`.
    static func number(_ word: [UInt8]) -> UInt8? {
        let text = String(decoding: word, as: UTF8.self)
        if let number = Int(text) { return (0...64).contains(number) ? UInt8(number) : nil }
        let plain = SignalNumbers.plain(text)
        if plain == "EXIT" { return 0 }
        return (SignalNumbers.number(of: plain) ?? SignalNumbers.aliases[plain]).map {
            UInt8(truncatingIfNeeded: $0)
        }
    }

    /// The name without `SIG`, or the number where it has none.
    static func name(_ number: UInt8) -> String {
        SignalNumbers.name(of: Int(number)) ?? "\(number)"
    }

    /// The names from 1 on.
    static var names: [String] { SignalNumbers.names }
}
