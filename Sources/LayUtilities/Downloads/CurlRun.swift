import LayBounds
import LayFiles
import LayShell

/// What became of one transfer of curl, for `--write-out` and the status.
struct CurlOutcome {
    /// curl's number, 0 for none.
    var code: UInt8 = 0
    var message = ""
    /// HTTP's number, 0 where nobody spoke it.
    var response = 0
    var size = 0
    var address = ""
    var scheme = ""
    var fileName: [UInt8] = []
    var headerSize = 0
    var headers: [(name: String, value: String)] = []
    /// What would have helped.
    var hint: String?
}

/// Why a transfer ended.
struct CurlFailure: Error {
    let code: UInt8
    let message: String
    var hint: String?
}

/// curl at work: one transfer after the other.
final class CurlRun {
    private let call: UtilityCall
    private let settings: CurlSettings
    private let messages: CurlMessages
    private var number = 0

    init(_ call: UtilityCall, _ settings: CurlSettings) throws {
        self.call = call
        self.settings = settings
        messages = try CurlMessages(call, settings)
    }

    func perform() throws -> UInt8 {
        if settings.has("V") {
            try call.write("curl 7.88.1 (built into Lay)\nProtocols: file http https\n")
            return 0
        }
        var status: UInt8 = 0
        for (index, word) in settings.addresses.enumerated() {
            for (address, choices) in try expanded(word, &status) {
                try call.context.step()
                let outcome = try transfer(address, settings.place(index), choices)
                status = outcome.code
                try messages.end(outcome, number: number)
                number += 1
                if status != 0, settings.has("fail-early") { return status }
            }
        }
        try messages.close()
        return status
    }

    /// The addresses that a word means; none and a status where it cannot be read.
    private func expanded(
        _ word: [UInt8], _ status: inout UInt8
    ) throws -> [(address: [UInt8], choices: [[UInt8]])] {
        if settings.has("g") { return [(word, [])] }
        do {
            let glob = try CurlGlob(word)
            // Each is as long as the pattern at most, and its choices together are not longer.
            try call.context.hold(try glob.count() * 2 * (word.count + 64))
            return glob.expanded()
        } catch let mistake as CurlGlob.Mistake {
            status = 3
            let place = String(repeating: " ", count: max(0, mistake.position - 1)) + "^"
            try messages.fail(
                3,
                "\(mistake.reason) in URL position \(mistake.position):\n"
                    + "\(call.text(word))\n\(place)")
            return []
        }
    }

    private func transfer(
        _ word: [UInt8], _ place: CurlSettings.Place?, _ choices: [[UInt8]]
    ) throws -> CurlOutcome {
        var outcome = CurlOutcome()
        do {
            guard
                var address = WebAddress(
                    call.text(word), scheme: settings.text("proto-default") ?? "http")
            else { throw CurlFailure(code: 3, message: Self.badAddress) }
            let data = try CurlData(call, settings, messages)
            if settings.has("G"), !data.bytes.isEmpty {
                let sign = address.path.contains("?") ? "&" : "?"
                address =
                    WebAddress(address.text + sign + call.text(data.bytes)) ?? address
            }
            outcome.address = address.isBare ? address.text + "/" : address.text
            outcome.scheme = address.scheme
            let output = CurlOutput(call, settings, place, address, choices)
            outcome.fileName = try output.name()
            guard settings.allows(address.scheme), Self.schemes.contains(address.scheme) else {
                throw CurlFailure(
                    code: 1,
                    message:
                        "Protocol \"\(address.scheme)\" not supported or disabled in libcurl")
            }
            try messages.begin()
            if address.scheme == "file" {
                try copy(address, output, &outcome)
            } else {
                try ask(address, data, output, &outcome)
            }
        } catch let failure as CurlFailure {
            outcome.code = failure.code
            outcome.message = failure.message
            outcome.hint = failure.hint
            if settings.has("remove-on-error"), !outcome.fileName.isEmpty {
                try? call.context.files.unlink(call.path(outcome.fileName))
            }
        }
        return outcome
    }

    private static let badAddress = "URL using bad/illegal format or missing URL"
    /// Those that curl knows; nobody answers the others.
    private static let schemes: Set<String> = [
        "file", "http", "https", "ftp", "ftps", "scp", "sftp", "tftp", "dict", "ldap", "ldaps",
        "gopher", "imap", "pop3", "smtp", "telnet", "rtsp", "smb", "mqtt",
    ]

    // MARK: Files

    private func copy(
        _ address: WebAddress, _ output: CurlOutput, _ outcome: inout CurlOutcome
    ) throws {
        guard ["", "localhost", "127.0.0.1"].contains(address.host) else {
            throw CurlFailure(code: 3, message: Self.badAddress)
        }
        let path = PercentText.decoded(Array(address.path.prefix { $0 != "?" }.utf8))
        let entry: FileEntry
        let reader: ByteReader
        do {
            entry = try call.context.files.entry(at: TreePath(bytes: path), follow: true)
            if entry.node.kind == .directory { return }
            reader = try ByteReader(TreePath(bytes: path), call.context)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw CurlFailure(code: 37, message: "Couldn't open file \(call.text(path))")
        }
        defer { reader.close() }
        if settings.has("I") || settings.has("i") {
            let seconds = Int(entry.node.modified / 1_000_000_000)
            try output.write(
                Array(
                    ("Content-Length: \(entry.node.size)\r\nAccept-ranges: bytes\r\n"
                        + "Last-Modified: \(AnswerHeader.date(seconds))\r\n").utf8))
            if settings.has("I") { return try output.close() }
            try output.write([13, 10])
        }
        try send(entry.node.size, output, &outcome) { write in
            while let range = try reader.piece() { try write(reader.bytes[range]) }
        }
        if settings.has("R") { try output.setTime(entry.node.modified) }
    }

    // MARK: Servers

    private func ask(
        _ address: WebAddress, _ data: CurlData, _ output: CurlOutput,
        _ outcome: inout CurlOutcome
    ) throws {
        let isHead = settings.has("I")
        let method =
            settings.text("X")
            ?? (isHead ? "HEAD" : data.isGiven && !settings.has("G") ? "POST" : "GET")
        let headers = try data.headers()
        let result: FetchResult
        if address.scheme == "http" || address.scheme == "https" {
            result = try call.fetch(
                address, method: method, headers: headers,
                body: settings.has("G") ? [] : data.bytes)
        } else {
            result = .unreachable(hint: nil)
        }
        guard case .answered(let answer) = result else {
            guard case .unreachable(let hint) = result else { return }
            throw CurlFailure(
                code: 6, message: "Could not resolve host: \(address.host)", hint: hint)
        }
        outcome.response = answer.status
        let header = AnswerHeader(answer, now: call.context.now)
        outcome.headers = header.lines
        let text = header.text(isEncrypted: address.scheme == "https")
        outcome.headerSize = text.utf8.count
        try messages.exchange(address, method, headers, text)
        if let name = settings.value("D") { try output.dump(text, to: name) }
        let isError = answer.status >= 400
        let refusal = CurlFailure(
            code: 22, message: "The requested URL returned error: \(answer.status)")
        if isHead || settings.has("i") { try output.write(Array(text.utf8)) }
        if isError, settings.has("f") { throw refusal }
        if isHead {
            try output.close()
        } else {
            try send(answer.contents.count, output, &outcome) { write in
                var place = 0
                while place < answer.contents.count {
                    let end = min(answer.contents.count, place + (64 << 10))
                    let bytes = try answer.contents.bytes(in: place..<end)
                    try call.context.step(1 + bytes.count / 1024)
                    try write(bytes[...])
                    place = end
                }
            }
            if settings.has("R"), let modified = answer.modified {
                try output.setTime(Nanoseconds(modified) * 1_000_000_000)
            }
        }
        if isError, settings.has("fail-with-body") { throw refusal }
    }

    /// Writes the bytes that are wanted of so many.
    private func send(
        _ size: Int, _ output: CurlOutput, _ outcome: inout CurlOutcome,
        _ pieces: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
    ) throws {
        if let text = settings.text("max-filesize"), let most = Int(text), size > most {
            throw CurlFailure(code: 63, message: "Maximum file size exceeded")
        }
        let wanted = try wantedRange(size, output)
        var place = 0
        output.appends = settings.has("C") && wanted.lowerBound > 0
        try pieces { bytes in
            let begin = max(0, wanted.lowerBound - place)
            let end = min(bytes.count, wanted.upperBound - place)
            place += bytes.count
            if begin < end {
                try output.write(
                    bytes[(bytes.startIndex + begin)..<(bytes.startIndex + end)])
            }
        }
        try output.close()
        outcome.size = wanted.count
    }

    /// The bytes that `-r` and `-C` leave.
    private func wantedRange(_ size: Int, _ output: CurlOutput) throws -> Range<Int> {
        if let text = settings.text("C") {
            let offset = text == "-" ? try output.existingSize() : Int(text) ?? 0
            return min(size, max(0, offset))..<size
        }
        guard let text = settings.text("r") else { return 0..<size }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return 0..<size }
        if ends[0].isEmpty {
            return max(0, size - (Int(ends[1]) ?? size))..<size
        }
        let first = min(size, max(0, Int(ends[0]) ?? 0))
        let last = Int(ends[1]).map { $0 < size ? $0 + 1 : size } ?? size
        return first..<max(first, last)
    }
}
