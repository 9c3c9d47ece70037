internal import LayArchive

/// A packet of OpenPGP (RFC 4880, 4).
struct OpenPGPPacket {
    /// What it is.
    enum Tag {
        static let signature = 2
        static let onePass = 4
        static let key = 6
        static let compressed = 8
        static let literal = 11
        static let userID = 13
        static let subkey = 14
        static let attribute = 17
    }

    let tag: Int
    let body: [UInt8]
    /// With its header, as it was read.
    let bytes: [UInt8]

    /// The packets of some bytes; `nil` where they are none.
    static func all(_ bytes: [UInt8]) -> [OpenPGPPacket]? {
        var packets: [OpenPGPPacket] = []
        var reader = OpenPGPBytes(bytes[...])
        while !reader.isAtEnd {
            let start = reader.place
            guard let head = reader.byte(), head & 0x80 != 0 else { return nil }
            var body: [UInt8] = []
            if head & 0x40 != 0 {
                guard let read = newBody(&reader) else { return nil }
                body = read
            } else {
                let kind = head & 3
                let length = kind == 3 ? reader.left : reader.number(1 << Int(kind))
                guard let length, let read = reader.take(length) else { return nil }
                body = Array(read)
            }
            let tag = head & 0x40 != 0 ? head & 0x3f : head >> 2 & 15
            packets.append(
                OpenPGPPacket(tag: Int(tag), body: body, bytes: Array(bytes[start..<reader.place])))
        }
        return packets.isEmpty ? nil : packets
    }

    /// A body whose length is in the new form, perhaps in parts.
    private static func newBody(_ reader: inout OpenPGPBytes) -> [UInt8]? {
        var body: [UInt8] = []
        while let first = reader.byte() {
            let length: Int?
            switch first {
            case 0..<192: length = Int(first)
            case 192..<224: length = reader.byte().map { (Int(first) - 192) << 8 + Int($0) + 192 }
            case 255: length = reader.number(4)
            default: length = 1 << Int(first & 31)
            }
            guard let length, let part = reader.take(length) else { return nil }
            body += part
            if !(224..<255).contains(first) { return body }
        }
        return nil
    }

    /// What a message says that is not encrypted; `nil` where it says nothing.
    var literal: [UInt8]? {
        guard tag == Tag.literal else { return nil }
        var reader = OpenPGPBytes(body[...])
        guard reader.byte() != nil, let count = reader.byte(), reader.take(Int(count)) != nil,
            reader.take(4) != nil
        else { return nil }
        return Array(reader.rest())
    }
}

/// Reads the numbers of OpenPGP out of bytes.
struct OpenPGPBytes {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { bytes.isEmpty }
    var left: Int { bytes.count }
    /// Where the next byte stands in what it was made of.
    var place: Int { bytes.startIndex }

    mutating func byte() -> UInt8? { bytes.popFirst() }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(count) }
        return bytes.prefix(count)
    }

    /// A number of so many bytes, the high one first.
    mutating func number(_ count: Int) -> Int? {
        take(count)?.reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func rest() -> ArraySlice<UInt8> {
        defer { bytes = [] }
        return bytes
    }

    /// A number with the count of its bits in front (RFC 4880, 3.2).
    mutating func integer() -> [UInt8]? {
        guard let bits = number(2), let bytes = take((bits + 7) / 8) else { return nil }
        return Array(bytes)
    }
}

/// Packets as text (RFC 4880, 6.2).
enum OpenPGPArmor {
    /// The packets of the first block in a text, and what stood in front of it where that was signed;
    /// `nil` without one.
    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var isFound = false
        var state = State.outside
        var digits: [UInt8] = []
        for line in text.split(separator: 10, omittingEmptySubsequences: false) {
            let line = trimmed(line)
            switch state {
            case .outside:
                if line.starts(with: "-----BEGIN PGP ".utf8),
                    !line.starts(with: "-----BEGIN PGP SIGNED".utf8)
                {
                    state = .header
                    digits = []
                }
            case .header:
                if line.isEmpty {
                    state = .body
                } else if !line.contains(UInt8(ascii: ":")) {
                    state = .body
                    digits += line
                }
            case .body:
                if line.starts(with: "-----END PGP ".utf8) {
                    guard let bytes = Base64.decode(digits) else { return nil }
                    result += bytes
                    isFound = true
                    state = .outside
                } else if line.first != UInt8(ascii: "=") {
                    digits += line
                }
            }
        }
        return isFound ? result : nil
    }

    private enum State { case outside, header, body }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, [32, 9, 13].contains(last) { line = line.dropLast() }
        return line
    }

    /// The packets in some bytes, which may be text.
    static func opened(_ bytes: [UInt8]) -> [UInt8]? {
        if let first = bytes.first, first & 0x80 != 0 { return bytes }
        return decoded(bytes)
    }

    /// Bytes as text.
    static func encoded(_ bytes: [UInt8], as kind: String, comment: String? = nil) -> [UInt8] {
        var text = Array("-----BEGIN PGP \(kind)-----\n".utf8)
        if let comment { text += "Comment: \(comment)\n".utf8 }
        text.append(10)
        let digits = Array(Base64.encode(bytes).utf8)
        for start in stride(from: 0, to: digits.count, by: 64) {
            text += digits[start..<min(digits.count, start + 64)]
            text.append(10)
        }
        let sum = checksum(bytes)
        let last = Base64.encode([UInt8(sum >> 16), UInt8(sum >> 8 & 255), UInt8(sum & 255)])
        return text + Array("=\(last)\n-----END PGP \(kind)-----\n".utf8)
    }

    /// CRC-24 (RFC 4880, 6.1).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xb704ce
        for byte in bytes {
            sum ^= UInt32(byte) << 16
            for _ in 0..<8 {
                sum <<= 1
                if sum & 0x100_0000 != 0 { sum ^= 0x186_4cfb }
            }
        }
        return sum & 0xff_ffff
    }

    /// A text that is signed and stays readable (RFC 4880, 7).
    struct SignedText {
        /// What the signature is of: lines with CR and LF between them, without blanks at their ends.
        let signed: [UInt8]
        /// The text itself.
        let text: [UInt8]
        let signature: [UInt8]

        init?(_ bytes: [UInt8]) {
            let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
            guard
                let first = lines.firstIndex(where: {
                    trimmed($0).elementsEqual("-----BEGIN PGP SIGNED MESSAGE-----".utf8)
                })
            else { return nil }
            var index = first + 1
            while index < lines.count, !trimmed(lines[index]).isEmpty { index += 1 }
            index += 1
            var signed: [UInt8] = []
            var text: [UInt8] = []
            var isFirst = true
            while index < lines.count,
                !lines[index].starts(with: "-----BEGIN PGP SIGNATURE".utf8)
            {
                var line = lines[index]
                if line.starts(with: "- ".utf8) { line = line.dropFirst(2) }
                if !isFirst { signed += [13, 10] }
                isFirst = false
                signed += trimmed(line)
                if line.last == 13 { line = line.dropLast() }
                text += line
                text.append(10)
                index += 1
            }
            guard index < lines.count else { return nil }
            let rest = Array(lines[index...].joined(separator: [10]))
            guard let signature = decoded(rest) else { return nil }
            self.signed = signed
            self.text = text
            self.signature = signature
        }
    }
}
