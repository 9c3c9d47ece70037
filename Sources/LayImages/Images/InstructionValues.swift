internal import LayBounds

/// Texts as Go's fmt writes them, which BuildKit's history lines are made with.
enum GoText {
    /// `%q` of a list of strings: `["a" "b"]`.
    static func quoted(_ texts: [String]) -> String {
        "[" + texts.map(\.goQuoted).joined(separator: " ") + "]"
    }

    /// `%q` of a number, which Go takes for a character: `'\x02'`.
    static func quoted(_ number: Int) -> String {
        guard let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code) else {
            return "'\u{fffd}'"
        }
        switch scalar {
        case "'": return "'\\''"
        case "\\": return "'\\\\'"
        default: return "'\(escaped(scalar))'"
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 7: return "\\a"
        case 8: return "\\b"
        case 9: return "\\t"
        case 10: return "\\n"
        case 11: return "\\v"
        case 12: return "\\f"
        case 13: return "\\r"
        case 0..<0x20, 0x7f:
            let digits = String(scalar.value, radix: 16)
            return "\\x" + (digits.count < 2 ? "0" : "") + digits
        case 0x80..<0xa0:
            return "\\u00" + String(scalar.value, radix: 16)
        default: return String(Character(scalar))
        }
    }

    /// A duration of nanoseconds: `1m30s`, `1.5s`, `20ms`.
    static func duration(_ nanoseconds: Int64) -> String {
        if nanoseconds == 0 { return "0s" }
        func fraction(_ value: Int64, _ unit: Int64) -> String {
            var digits = String(value % unit)
            let width = String(unit).count - 1
            digits = String(repeating: "0", count: max(0, width - digits.count)) + digits
            while digits.last == "0" { digits.removeLast() }
            return "\(value / unit)" + (digits.isEmpty ? "" : ".\(digits)")
        }
        if nanoseconds < 1000 { return "\(nanoseconds)ns" }
        if nanoseconds < 1_000_000 { return fraction(nanoseconds, 1000) + "µs" }
        if nanoseconds < 1_000_000_000 { return fraction(nanoseconds, 1_000_000) + "ms" }
        let minutes = nanoseconds / 60_000_000_000
        let rest = fraction(nanoseconds % 60_000_000_000, 1_000_000_000) + "s"
        if minutes == 0 { return rest }
        return minutes < 60 ? "\(minutes)m\(rest)" : "\(minutes / 60)h\(minutes % 60)m\(rest)"
    }
}

/// The ports of an EXPOSE (docker/go-connections, nat.ParsePortSpecs).
enum PortSpec {
    /// `80`, `53/udp` or `8000-8002` as ports with their protocol; a host's side is left out.
    ///
    /// - Throws: `ImageError` of kind `ValueError` with Docker's words.
    static func expand(_ text: String) throws(ImageError) -> [String] {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count > 1 ? parts[1].lowercased() : "tcp"
        let range = parts[0].split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        if range.isEmpty { throw .noPort(text) }
        let ends = range.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = ends.compactMap { end in
            end.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt16(end) : nil
        }
        guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last
        else { throw .invalidPort(range) }
        if last < first { throw .invalidPort(range) }
        guard ["tcp", "udp", "sctp"].contains(name) else { throw .invalidProtocol(name) }
        return (first...last).map { "\($0)/\(name)" }
    }
}

/// The signals that Docker takes for STOPSIGNAL (moby/sys, signal.ParseSignal).
package enum SignalNames {
    private static let names: Set<String> = {
        var names = Set(SignalNumbers.names + ["CLD", "IOT", "POLL", "RTMIN", "RTMAX"])
        for number in 1...15 { names.insert("RTMIN+\(number)") }
        for number in 1...14 { names.insert("RTMAX-\(number)") }
        return names
    }()

    /// True for a name, with or without `SIG`, or a number from 1 to 64.
    ///
    /// - Parameter takesAnyNumber: true for a Dockerfile, in which BuildKit takes any but 0.
    package static func isSignal(_ text: String, takesAnyNumber: Bool = false) -> Bool {
        guard let number = Int(text) else { return names.contains(SignalNumbers.plain(text)) }
        return takesAnyNumber ? number != 0 : (1...64).contains(number)
    }
}
