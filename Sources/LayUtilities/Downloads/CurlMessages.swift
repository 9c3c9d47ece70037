import LayBounds
import LayFiles
import LayShell

/// What curl tells besides what it gets: how far it is, what failed, and `--write-out`.
///
/// No time passes while bytes come, so the meter shows no seconds, and as its speed what came in one.
final class CurlMessages {
    private let call: UtilityCall
    private let settings: CurlSettings
    private let file: FileOutput?

    init(_ call: UtilityCall, _ settings: CurlSettings) throws {
        self.call = call
        self.settings = settings
        if let name = settings.value("stderr"), name != [UInt8(ascii: "-")] {
            file = try FileOutput(call.path(name), call.context)
        } else {
            file = nil
        }
    }

    private var isSilent: Bool { settings.has("s") }
    private var showsMeter: Bool {
        !isSilent && !settings.isOff("progress-meter") && !settings.has("#")
    }

    private func tell(_ text: String) throws {
        try call.flush()
        if let file {
            try file.write(text.utf8)
        } else if settings.value("stderr") != nil {
            try call.write(text)
        } else {
            try call.context.errors.write(text)
        }
    }

    func close() throws { try file?.flush() }

    func warn(_ text: String) throws { if !isSilent { try tell("Warning: \(text)\n") } }

    /// Tells why a transfer failed.
    func fail(_ code: UInt8, _ message: String) throws {
        if !isSilent || settings.has("S") { try tell("curl: (\(code)) \(message)\n") }
    }

    /// Begins the meter.
    func begin() throws {
        guard showsMeter else { return }
        try tell(
            "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
                + "                                 Dload  Upload   Total   Spent    Left  Speed\n"
                + Self.meter(0, isDone: false))
    }

    /// A line of the meter.
    private static func meter(_ size: Int, isDone: Bool) -> String {
        let part = isDone ? "100" : "  0"
        let bytes = short(size)
        return "\r\(part) \(bytes)  \(part) \(bytes)    0     0  \(bytes)      0 "
            + "--:--:-- --:--:-- --:--:-- \(bytes)"
    }

    /// A number in five places.
    private static func short(_ number: Int) -> String {
        func right(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.utf8.count)) + text
        }
        if number < 100_000 { return right("\(number)", 5) }
        var (value, unit) = (number, 0)
        let units = ["k", "M", "G", "T", "P"]
        while unit < units.count {
            if value < 10_000 << 10 { return right("\(value >> 10)", 4) + units[unit] }
            if value < 100 << 20, unit + 1 < units.count {
                let tenths = (value % (1 << 20)) * 10 >> 20
                return right("\(value >> 20)", 2) + ".\(tenths)" + units[unit + 1]
            }
            value >>= 10
            unit += 1
        }
        return right("\(value)", 5)
    }

    /// Tells what a client and a server said.
    func exchange(
        _ address: WebAddress, _ method: String, _ headers: [(name: String, value: String)],
        _ answer: String
    ) throws {
        guard settings.has("v") else { return }
        let isEncrypted = address.scheme == "https"
        var text = "* Connected to \(address.host) port \(address.usedPort) (#0)\n"
        text +=
            "> \(method) \(address.isBare ? "/" : address.path) HTTP/\(isEncrypted ? "2" : "1.1")\r\n"
        text += "> Host: \(address.host)\r\n> User-Agent: curl/7.88.1\r\n> Accept: */*\r\n"
        for field in headers { text += "> \(field.name): \(field.value)\r\n" }
        text += "> \r\n"
        for line in answer.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast() {
            text += "< \(line)\r\n"
        }
        try tell(text)
    }

    /// Tells how a transfer ended.
    func end(_ outcome: CurlOutcome, number: Int) throws {
        if outcome.code == 0 {
            if showsMeter { try tell(Self.meter(outcome.size, isDone: outcome.size > 0) + "\n") }
            if settings.has("#"), !isSilent {
                try tell("\r\(String(repeating: "#", count: 72)) 100.0%\n")
            }
        } else {
            // What a server refused begins a line of its own.
            if showsMeter, outcome.response > 0 { try tell(Self.meter(0, isDone: false) + "\n") }
            try fail(outcome.code, outcome.message)
        }
        if let hint = outcome.hint { try call.tell(hint: hint) }
        if settings.has("w") { try writeOut(outcome, number) }
        try close()
    }

    // MARK: --write-out

    private func writeOut(_ outcome: CurlOutcome, _ number: Int) throws {
        var format = settings.value("w") ?? []
        if format.first == UInt8(ascii: "@") {
            let reader = try call.reader(Array(format.dropFirst()))
            defer { reader.close() }
            format = try reader.rest().filter { $0 != 10 && $0 != 13 }
        }
        var toErrors = false
        func put(_ bytes: some Collection<UInt8>) throws {
            if toErrors {
                try tell(call.text(Array(bytes)))
            } else {
                try call.write(bytes)
            }
        }
        var rest = format[...]
        while let byte = rest.popFirst() {
            let next = rest.first
            switch (byte, next) {
            case (UInt8(ascii: "%"), UInt8(ascii: "%")?):
                rest = rest.dropFirst()
                try put([byte])
            case (UInt8(ascii: "%"), UInt8(ascii: "{")?):
                guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    try put([byte])
                    continue
                }
                let name = call.text(rest[(rest.startIndex + 1)..<close])
                rest = rest[(close + 1)...]
                switch name {
                case "stderr": toErrors = true
                case "stdout": toErrors = false
                case "onerror": if outcome.code == 0 { return }
                default:
                    if let value = value(name, outcome, number) {
                        try put(value)
                    } else {
                        try tell("curl: unknown --write-out variable: '\(name)'\n")
                    }
                }
            case (UInt8(ascii: "%"), let next?) where rest.startsHeader:
                guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    try put([byte, next])
                    continue
                }
                let name = call.text(rest[(rest.startIndex + 7)..<close]).lowercased()
                rest = rest[(close + 1)...]
                try put(
                    outcome.headers.first { $0.name.lowercased() == name }?.value.utf8 ?? "".utf8)
            case (UInt8(ascii: "\\"), let next?):
                rest = rest.dropFirst()
                switch next {
                case UInt8(ascii: "n"): try put([10])
                case UInt8(ascii: "r"): try put([13])
                case UInt8(ascii: "t"): try put([9])
                default: try put([byte, next])
                }
            default: try put([byte])
            }
        }
    }

    private func value(_ name: String, _ outcome: CurlOutcome, _ number: Int) -> [UInt8]? {
        let text: String
        switch name {
        case "http_code", "response_code":
            let digits = "\(outcome.response)"
            text = String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
        case "http_connect": text = "000"
        case "url_effective", "url": text = outcome.address
        case "size_download": text = "\(outcome.size)"
        case "size_header": text = "\(outcome.headerSize)"
        case "size_request", "size_upload", "num_redirects", "num_connects",
            "ssl_verify_result", "proxy_ssl_verify_result":
            text = "0"
        case "speed_download": text = "\(outcome.size)"
        case "speed_upload": text = "0"
        case "content_type": text = outcome.response > 0 ? AnswerHeader.contentType : ""
        case "filename_effective": return outcome.fileName
        case "exitcode": text = "\(outcome.code)"
        case "errormsg": text = outcome.message
        case "scheme": text = outcome.scheme.uppercased()
        case "http_version":
            text = outcome.response == 0 ? "0" : outcome.scheme == "https" ? "2" : "1.1"
        case "method": text = settings.text("X") ?? (settings.has("I") ? "HEAD" : "GET")
        case "num_headers": text = "\(outcome.headers.count)"
        case "urlnum": text = "\(number)"
        case "redirect_url", "remote_ip", "local_ip", "referer", "ftp_entry_path", "certs":
            text = ""
        case "remote_port", "local_port", "num_certs": text = "0"
        case let name where name.hasPrefix("time_"): text = "0.000000"
        default: return nil
        }
        return Array(text.utf8)
    }
}

extension ArraySlice<UInt8> {
    /// True in front of `header{name}`, which gives a field of the answer.
    fileprivate var startsHeader: Bool { starts(with: "header{".utf8) }
}
