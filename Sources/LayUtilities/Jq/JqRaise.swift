/// An error that a program may catch: any value, mostly a text.
///
/// Values belong to one thread, and no error leaves it.
struct JqRaise: Error, @unchecked Sendable {
    /// What was raised.
    enum Content {
        /// What the engine says, which becomes a text where it is caught.
        case message([UInt8])
        case value(JqValue)
    }

    let content: Content

    init(_ message: String) { content = .message(Array(message.utf8)) }

    init(_ message: [UInt8]) { content = .message(message) }

    init(_ value: JqValue) { content = .value(value) }

    /// `KIND (VALUE) message`, with a long value cut.
    init(_ value: JqValue, _ message: String) {
        self.init(Self.shown(value) + [32] + Array(message.utf8))
    }

    /// `KIND (VALUE) and KIND (VALUE) message`, with long values cut.
    init(_ left: JqValue, _ right: JqValue, _ message: String) {
        self.init(
            Self.shown(left) + Array(" and ".utf8) + Self.shown(right) + [32]
                + Array(message.utf8))
    }

    /// The value as a program sees it.
    func value(_ account: JqAccount) -> JqValue {
        switch content {
        case .message(let bytes): .text(JqText.make(bytes, account))
        case .value(let value): value
        }
    }

    /// The kind of a value and the beginning of its text.
    static func shown(_ value: JqValue) -> [UInt8] {
        Array("\(value.kindName) (".utf8) + cut(value, 14) + [UInt8(ascii: ")")]
    }

    /// The beginning of a value's text, with dots where it was longer.
    static func cut(_ value: JqValue, _ most: Int) -> [UInt8] {
        let text = JqPrinter.start(of: value, most &+ 1)
        guard text.count > most else { return text }
        let kept = Array(text.prefix(most &- 3))
        return kept.withUnsafeBufferPointer { span in
            // A character that was cut is no character any more.
            if JqUnicode.isValid(span) { return kept }
            var bytes: [UInt8] = []
            var place = 0
            while place < span.count {
                let code = JqUnicode.next(span, &place) ?? JqUnicode.replacement
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { target in
                    guard let base = target.baseAddress else { return }
                    bytes += target[..<JqUnicode.encode(code, base)]
                }
            }
            return bytes
        } + Array("...".utf8)
    }
}

/// What ends a program before its end: `halt`, `halt_error`.
struct JqHalt: Error {
    let status: Int
    let message: [UInt8]
}
