import LayFiles
import LayShell

/// An address in its parts (RFC 3986), as far as programs that download look at them.
struct WebAddress {
    /// In small letters: `https`.
    let scheme: String
    let host: String
    let port: Int?
    /// From the slash behind the host on, with the query; empty where there is none.
    let path: String
    /// The whole, without what only the client reads.
    let text: String
    /// True where a slash has to follow the host, which nobody wrote.
    var isBare: Bool { path.isEmpty }

    /// - Parameter scheme: what is meant where none is written.
    init?(_ given: String, scheme defaultScheme: String = "http") {
        guard !given.isEmpty, given.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else { return nil }
        var rest = Substring(given.prefix { $0 != "#" })
        var scheme = defaultScheme
        if let mark = Self.mark(in: rest) {
            scheme = rest[..<mark].lowercased()
            rest = rest[rest.index(mark, offsetBy: 3)...]
        }
        let isFile = scheme == "file"
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var authority = rest[..<end]
        if let at = authority.lastIndex(of: "@") {
            authority = authority[authority.index(after: at)...]
        }
        var port: Int?
        if authority.first != "[", let colon = authority.lastIndex(of: ":") {
            let digits = authority[authority.index(after: colon)...]
            if !digits.isEmpty {
                guard let number = Int(digits), (0...65_535).contains(number) else { return nil }
                port = number
            }
            authority = authority[..<colon]
        }
        guard !authority.isEmpty || isFile else { return nil }
        self.scheme = scheme
        self.port = port
        host = String(authority)
        path = String(rest[end...])
        text = "\(scheme)://\(rest)"
    }

    /// Where `://` begins, behind letters.
    private static func mark(in text: Substring) -> Substring.Index? {
        let scheme = text.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
        guard !scheme.isEmpty, text[scheme.endIndex...].hasPrefix("://") else { return nil }
        return scheme.endIndex
    }

    /// The last name of the path, without the query; empty for a directory.
    var fileName: String {
        let plain = path.prefix { $0 != "?" }
        return plain.lastIndex(of: "/").map { String(plain[plain.index(after: $0)...]) } ?? ""
    }

    /// The port that is asked.
    var usedPort: Int {
        port ?? ["https": 443, "ftp": 21, "ftps": 990, "git": 9418, "ssh": 22][scheme] ?? 80
    }
}

extension UtilityCall {
    /// What an address gives; one without a path is asked for its root, too.
    ///
    /// - Throws: as `ProgramNetwork.fetch`.
    func fetch(
        _ address: WebAddress, method: String = "GET",
        headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) throws -> FetchResult {
        try flush()
        let request = FetchRequest(address.text, method: method, headers: headers, body: body)
        let result = try context.fetch(request)
        guard case .unreachable = result, address.isBare else { return result }
        var other = request
        other.address += "/"
        if case .answered(let answer) = try context.fetch(other) { return .answered(answer) }
        return result
    }

    /// Tells what would give an address contents, where somebody knows.
    ///
    /// - Throws: `BoundReached`.
    func tell(hint: String?) throws {
        if let hint { try context.errors.write("lay: \(hint)\n") }
    }
}

/// What HTTP's numbers are called (RFC 9110, 15).
enum ResponseStatus {
    static func reason(_ status: Int) -> String {
        let known = [
            200: "OK", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently",
            302: "Found", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized",
            403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 410: "Gone",
            416: "Range Not Satisfiable", 429: "Too Many Requests",
            500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
        ]
        return known[status] ?? "Unknown"
    }
}

/// The header of an answer, as a plain server writes it.
struct AnswerHeader {
    let lines: [(name: String, value: String)]
    let status: Int

    /// - Parameter now: the world's time in seconds.
    init(_ answer: FetchAnswer, now: Int) {
        status = answer.status
        var lines: [(name: String, value: String)] = [
            ("Date", Self.date(now)), ("Content-Type", Self.contentType),
            ("Content-Length", "\(answer.contents.count)"),
        ]
        if let modified = answer.modified { lines.append(("Last-Modified", Self.date(modified))) }
        self.lines = lines
    }

    /// What nobody knows more of.
    static let contentType = "application/octet-stream"

    /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
    static func date(_ seconds: Int) -> String {
        let text = TimeFormat.format(
            Array("%a, %d %b %Y %H:%M:%S GMT".utf8), seconds: seconds, zone: Array("GMT".utf8),
            offset: 0)
        return String(decoding: text, as: UTF8.self)
    }

    /// `HTTP/1.1 200 OK` and the fields; a server behind TLS speaks HTTP/2, whose names are small.
    func text(isEncrypted: Bool) -> String {
        var text =
            isEncrypted
            ? "HTTP/2 \(status) \r\n"
            : "HTTP/1.1 \(status) \(ResponseStatus.reason(status))\r\n"
        for line in lines {
            text += "\(isEncrypted ? line.name.lowercased() : line.name): \(line.value)\r\n"
        }
        return text + "\r\n"
    }
}
