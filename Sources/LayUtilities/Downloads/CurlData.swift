import LayBounds
import LayFiles
import LayShell

/// What curl sends along: the data of `-d` and the fields of `-H`.
struct CurlData {
    private let call: UtilityCall
    private let settings: CurlSettings
    private(set) var bytes: [UInt8] = []
    private(set) var isGiven = false

    private static let options: Set<String> = [
        "d", "data-binary", "data-raw", "data-urlencode", "json",
    ]

    init(_ call: UtilityCall, _ settings: CurlSettings, _ messages: CurlMessages) throws {
        self.call = call
        self.settings = settings
        for (key, value) in settings.given where Self.options.contains(key) {
            if isGiven, key != "json" { bytes.append(UInt8(ascii: "&")) }
            isGiven = true
            let part = try Self.part(key, value ?? [], call, messages)
            try call.context.hold(part.count)
            bytes += part
        }
    }

    private static func part(
        _ key: String, _ value: [UInt8], _ call: UtilityCall, _ messages: CurlMessages
    ) throws -> [UInt8] {
        let at = UInt8(ascii: "@")
        if key == "data-urlencode" {
            let mark = value.firstIndex { $0 == UInt8(ascii: "=") || $0 == at }
            guard let mark else { return PercentText.encoded(value) }
            let rest = Array(value[(mark + 1)...])
            let contents = value[mark] == at ? try file(rest, call, messages) : rest
            let name = value[..<mark]
            return (name.isEmpty ? [] : name + [UInt8(ascii: "=")])
                + PercentText.encoded(contents)
        }
        guard key != "data-raw", value.first == at else { return value }
        let contents = try file(Array(value.dropFirst()), call, messages)
        return key == "d" ? contents.filter { $0 != 10 && $0 != 13 && $0 != 0 } : contents
    }

    private static func file(
        _ name: [UInt8], _ call: UtilityCall, _ messages: CurlMessages
    ) throws -> [UInt8] {
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            return try reader.rest()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try messages.warn(
                "Couldn't read data from file \"\(call.text(name))\", this makes an empty POST.")
            return []
        }
    }

    /// The fields that were asked for.
    func headers() throws -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        func add(_ line: String) {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return }
            fields.append((String(parts[0]), String(parts[1].drop { $0 == " " })))
        }
        for (key, value) in settings.given where key == "H" {
            guard let value, value.first == UInt8(ascii: "@") else {
                add(call.text(value ?? []))
                continue
            }
            let reader = try call.reader(Array(value.dropFirst()))
            defer { reader.close() }
            while let line = try reader.line() { add(call.text(reader.bytes[line.range])) }
        }
        if settings.has("json") {
            fields.append(("Content-Type", "application/json"))
        } else if isGiven, !settings.has("G") {
            fields.append(("Content-Type", "application/x-www-form-urlencoded"))
        }
        return fields
    }
}

/// Bytes that an address holds as `%20` and the like (RFC 3986, 2.1).
enum PercentText {
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte &- 48
        case 65...70: byte &- 55
        case 97...102: byte &- 87
        default: nil
        }
    }

    static func decoded(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(digit),
                let low = rest.dropFirst().first.flatMap(digit)
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    static func encoded(_ text: [UInt8]) -> [UInt8] {
        let plain = Set(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        return text.flatMap { byte -> [UInt8] in
            plain.contains(byte)
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
