internal import LayImages

/// The ports of EXPOSE, each word read as BuildKit reads it.
struct ExposedPorts {
    /// A word: `80`, `53/udp`, `8000-8002`, `127.0.0.1:80:80/tcp`.
    struct Word {
        /// The word as it is written.
        let text: String
        /// The protocol as it is written.
        let proto: String
        /// True for an address or a port of the host, which say nothing in an image.
        let namesHost: Bool
        /// The ports.
        let range: ClosedRange<Int>
    }

    /// No file lists more than these.
    private static let most = 1 << 20

    /// The words, in order.
    let words: [Word]

    /// The ports of all words, each with its protocol: `80/tcp`.
    ///
    /// - Complexity: O(*n*) in the ports.
    var ports: [String] {
        words.flatMap { word in word.range.map { "\($0)/\(word.proto.lowercasedASCII)" } }
    }

    /// No ports.
    init() {
        words = []
    }

    /// Reads words whose variables are put in; shows each before its faults are found.
    ///
    /// - Throws: `Fault` for what is no port.
    init(_ texts: [String], found: (Word) -> Void) throws(Fault) {
        var words: [Word] = []
        var count = 0
        for text in texts {
            let parts = Self.split(text)
            let (proto, port) = try Self.proto(parts.port, of: text)
            let namesHost = !parts.address.isEmpty || !parts.host.isEmpty
            found(Word(text: text, proto: proto, namesHost: namesHost, range: 0...0))
            try Self.checkAddress(parts.address)
            guard let range = Self.range(port) else { throw .containerPort(port) }
            try Self.checkHost(parts.host, range, port)
            count += range.count
            guard count <= Self.most else { throw .manyPorts }
            words.append(Word(text: text, proto: proto, namesHost: namesHost, range: range))
        }
        self.words = words
    }

    private static func split(
        _ text: String
    ) -> (address: String, host: String, port: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let count = parts.count
        return (
            parts.dropLast(2).joined(separator: ":"), count > 1 ? parts[count - 2] : "",
            parts[count - 1]
        )
    }

    private static func proto(
        _ port: String, of text: String
    ) throws(Fault) -> (proto: String, port: String) {
        let parts = port.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = parts.first, !number.isEmpty else {
            throw .invalidPort(text, "no port specified")
        }
        let proto = parts.count > 1 ? String(parts[1]) : ""
        switch proto.lowercasedASCII {
        case "": return ("tcp", String(number))
        case "tcp", "udp", "sctp": return (proto, String(number))
        default: throw .invalidPort(text, "invalid proto: \(proto)")
        }
    }

    private static func range(_ text: String) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = ends.compactMap { end in
            Int(end).flatMap { (0...65_535).contains($0) ? $0 : nil }
        }
        guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last,
            first <= last
        else { return nil }
        return first...last
    }

    private static func checkHost(
        _ host: String, _ range: ClosedRange<Int>, _ port: String
    ) throws(Fault) {
        guard !host.isEmpty else { return }
        guard let hostRange = self.range(host) else { throw .hostPort(host) }
        // One port may stand for any of a range of the host.
        if hostRange.count != range.count, range.count > 1 { throw .portRanges(port, host) }
    }

    private static func checkAddress(_ text: String) throws(Fault) {
        guard !text.isEmpty else { return }
        var address = text
        if text.first == "[" {
            guard text.last == "]" else { throw .unclosedAddress(text) }
            address = String(text.dropFirst().dropLast())
        }
        guard address.isEmpty || IPAddress.isAddress(address) else { throw .address(address) }
    }
}

/// Addresses of the internet, as Go's `net.ParseIP` takes them.
enum IPAddress {
    /// True for `127.0.0.1` and `::1`.
    static func isAddress(_ text: String) -> Bool {
        text.contains(":") ? isSix(text) : isFour(text)
    }

    private static func isFour(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
                    && (part.count == 1 || part.first != "0")
            }
    }

    private static func isSix(_ text: String) -> Bool {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        if let last = groups.last, last.contains(".") {
            guard isFour(String(last)) else { return false }
            groups.removeLast()
            groups.append("0")
            count += 1
        }
        // `::` at an end gives one empty group more than inside.
        let isShort = text.contains("::")
        if text.hasPrefix("::") { groups.removeFirst() }
        if text.hasSuffix("::") { groups.removeLast() }
        if groups.count == 1, groups[0].isEmpty { return text == "::" }
        guard groups.filter(\.isEmpty).count <= (isShort ? 1 : 0), !text.contains(":::") else {
            return false
        }
        let filled = groups.filter { !$0.isEmpty }
        count += filled.count
        return (isShort ? count < 8 : count == 8)
            && filled.allSatisfy { group in
                group.count <= 4 && group.allSatisfy { $0.isASCII && $0.isHexDigit }
            }
    }
}

extension Fault {
    static func invalidPort(_ text: String, _ reason: String) -> Self {
        Self("invalid port: \(text.goQuoted): \(reason)", help: portHelp)
    }

    private static let portHelp = "a port up to 65535 or a range 80-90, then /tcp, /udp or /sctp"

    static func containerPort(_ text: String) -> Self {
        Self("invalid containerPort: \(text)", help: portHelp)
    }

    static func hostPort(_ text: String) -> Self { Self("invalid hostPort: \(text)") }

    static func portRanges(_ port: String, _ host: String) -> Self {
        Self("invalid ranges specified for container and host Ports: \(port) and \(host)")
    }

    static func address(_ text: String) -> Self { Self("invalid IP address: \(text)") }

    static func unclosedAddress(_ text: String) -> Self {
        Self("invalid IP address \(text): address \(text):: missing ']' in address")
    }

    static let manyPorts = Self("EXPOSE names more than a million ports")
}
