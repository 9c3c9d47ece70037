internal import LayBounds
public import LayImages

/// A signal as Linux numbers it.
public struct Signal: Sendable, Equatable {
    /// The name without `SIG`: `TERM`.
    public let name: String
    /// The number: 15.
    public let number: Int

    /// Ends a program whatever it does.
    public static let kill = Signal(name: "KILL", number: 9)

    private init(name: String, number: Int) {
        self.name = name
        self.number = number
    }

    /// The signal that is written `SIGTERM`, `term`, `15` or `RTMIN+3`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` in Docker's words.
    public init(_ text: String) throws(ImageError) {
        if let number = Int(text) {
            guard let known = Self.named(number) else { throw .invalidSignal(text) }
            self = known
            return
        }
        let plain = SignalNumbers.plain(text)
        let usual = SignalNumbers.number(of: plain) ?? SignalNumbers.aliases[plain]
        if let usual, let known = Self.named(usual) {
            self = known
        } else if let number = Self.realTimeNumber(plain) {
            self.init(name: plain, number: number)
        } else {
            throw .invalidSignal(text)
        }
    }

    private static func named(_ number: Int) -> Signal? {
        if let name = SignalNumbers.name(of: number) { return Signal(name: name, number: number) }
        let realTime = SignalNumbers.realTime
        if realTime.contains(number) {
            let above = number - realTime.lowerBound
            return Signal(name: above == 0 ? "RTMIN" : "RTMIN+\(above)", number: number)
        }
        return nil
    }

    private static func realTimeNumber(_ text: String) -> Int? {
        let realTime = SignalNumbers.realTime
        let number: Int?
        if text == "RTMIN" {
            number = realTime.lowerBound
        } else if text == "RTMAX" {
            number = realTime.upperBound
        } else if text.hasPrefix("RTMIN+") {
            number = Int(text.dropFirst(6)).flatMap { $0 < 64 ? realTime.lowerBound + $0 : nil }
        } else if text.hasPrefix("RTMAX-") {
            number = Int(text.dropFirst(6)).flatMap { $0 < 64 ? realTime.upperBound - $0 : nil }
        } else {
            number = nil
        }
        return number.flatMap { realTime.contains($0) ? $0 : nil }
    }
}
