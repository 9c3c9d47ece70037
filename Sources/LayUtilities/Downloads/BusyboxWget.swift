import LayBounds
import LayFiles
import LayShell

/// Busybox's wget at work: the first address that fails ends it.
struct BusyboxWget {
    private let call: UtilityCall
    private let options: UtilityOptions
    private let request: WgetRequest
    private let log: FileOutput?

    init(_ call: UtilityCall, _ options: UtilityOptions) throws {
        self.call = call
        self.options = options
        request = try WgetRequest(call, options)
        log = try options.value("o").map { try FileOutput(call.path($0), call.context) }
    }

    func perform() throws -> UInt8 {
        for word in options.operands { try retrieve(call.text(word)) }
        try log?.flush()
        return 0
    }

    private func tell(_ text: String) throws {
        if options.has("q") { return }
        try call.flush()
        if let log { try log.write(text.utf8) } else { try call.context.errors.write(text) }
    }

    private func retrieve(_ text: String) throws {
        try call.context.step()
        guard let address = WebAddress(text),
            ["http", "https", "ftp", "ftps"].contains(address.scheme)
        else { throw UtilityFailure("not an http or ftp url: \(text)") }
        let result = try call.fetch(
            address, method: request.method, headers: request.headers, body: request.body)
        guard case .answered(let answer) = result else {
            try call.complain("bad address '\(address.host)'")
            if case .unreachable(let hint) = result { try call.tell(hint: hint) }
            throw UtilityFailure(nil)
        }
        let name = address.port.map { "\(address.host):\($0)" } ?? address.host
        try tell("Connecting to \(name) (192.0.2.1:\(address.usedPort))\n")
        if options.has("S") {
            let header = AnswerHeader(answer, now: call.context.now)
            for line in header.text(isEncrypted: false).split(separator: "\r\n") {
                try call.context.errors.write("  \(line)\n")
            }
            try call.context.errors.write("  \n")
        }
        guard answer.status < 400 else {
            throw UtilityFailure(
                "server returned error: HTTP/1.1 \(answer.status) "
                    + ResponseStatus.reason(answer.status))
        }
        if options.has("spider") { return try tell("remote file exists\n") }
        try save(answer, address)
    }

    private func save(_ answer: FetchAnswer, _ address: WebAddress) throws {
        let given = options.value("O")
        let isOut = given == [UInt8(ascii: "-")]
        var name = given ?? Array(address.fileName.utf8)
        if name.isEmpty { name = Array("index.html".utf8) }
        if given == nil, let directory = options.value("P") { name = directory + [47] + name }
        let path = call.path(name)
        var start = 0
        if given == nil, let there = try? call.context.files.status(at: path, follow: true) {
            guard options.has("c") else {
                throw UtilityFailure("can't open '\(call.text(name))': File exists")
            }
            start = min(there.size, answer.contents.count)
        }
        do {
            let file = isOut ? nil : try FileOutput(path, call.context, appends: start > 0)
            try tell(isOut ? "writing to stdout\n" : "saving to '\(call.text(name))'\n")
            var place = start
            while place < answer.contents.count {
                let end = min(answer.contents.count, place + (64 << 10))
                let piece = try answer.contents.bytes(in: place..<end)
                try call.context.step(1 + piece.count / 1024)
                if let file { try file.write(piece) } else { try call.write(piece) }
                place = end
            }
            try file?.flush()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("can't open '\(call.text(name))': \(error.reason)")
        }
        let last = name.split(separator: 47).last.map { call.text(Array($0)) } ?? ""
        let shown = String(last.prefix(20))
        let size = "\(answer.contents.count)"
        try tell(
            shown + String(repeating: " ", count: 20 - shown.count) + " 100% |"
                + String(repeating: "*", count: 32) + "|"
                + String(repeating: " ", count: max(1, 6 - size.utf8.count)) + size
                + "  0:00:00 ETA\n")
        try tell(isOut ? "written to stdout\n" : "'\(call.text(name))' saved\n")
    }
}
