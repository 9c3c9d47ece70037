/// The text of a program, put together from its parts, which messages name.
struct AwkProgramText {
    private(set) var bytes: [UInt8] = []
    private var parts: [(name: String?, firstLine: Int)] = []
    private var lines = 1

    /// Adds a part: of a file, or of the command line where there is no name.
    mutating func add(_ text: [UInt8], named name: String? = nil) {
        parts.append((name, lines))
        bytes += text
        bytes.append(10)
        lines += text.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    }

    /// The part that a line of the whole text lies in, and which of its lines it is.
    func origin(of line: Int) -> (name: String?, line: Int) {
        guard let part = parts.last(where: { $0.firstLine <= line }) else { return (nil, line) }
        return (part.name, line - part.firstLine + 1)
    }

    /// The line of a byte, and the number of the byte in it.
    func line(at place: Int) -> (text: String, column: Int) {
        let place = min(max(place, 0), bytes.count)
        let start = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: 10) ?? bytes.count
        return (String(decoding: bytes[start..<end], as: UTF8.self), place - start)
    }
}

/// The words in which the awks tell of what ended a program.
struct AwkMessage {
    let manner: AwkManner
    let text: AwkProgramText
    /// The file and the number of the record that was read last.
    var record: (file: String, number: Int)?

    /// The lines without the program's name, which stands before each.
    func lines(_ error: AwkError) -> [String] {
        switch manner {
        case .gawk: gawk(error)
        case .mawk: [mawk(error)]
        case .busybox: [busybox(error)]
        }
    }

    private func gawk(_ error: AwkError) -> [String] {
        let origin = text.origin(of: error.line)
        let place = error.line > 0 ? "\(origin.name ?? "cmd. line"):\(origin.line): " : ""
        if let byte = error.place {
            let (line, column) = text.line(at: byte)
            let indent = line.utf8.prefix(column).map { $0 == 9 ? "\t" : " " }.joined()
            return [place + line, "\(place)\(indent)^ \(error.message)"]
        }
        guard error.stage == .running else { return ["\(place)error: \(error.message)"] }
        let read = record.map { "(FILENAME=\($0.file) FNR=\($0.number)) " } ?? ""
        return [place + read + "fatal: " + error.message]
    }

    private func mawk(_ error: AwkError) -> String {
        switch error.cause {
        case .unreadable(let name, let reason):
            return "cannot open \(shown(name)) (\(reason))"
        case .unwritable(let name, let reason):
            return "cannot open \"\(shown(name))\" for output (\(reason))"
        case .undefinedFunction:
            return "line \(error.line): function \(shown(error.token)) never defined"
        default: break
        }
        let origin = text.origin(of: error.line)
        let place = (origin.name.map { $0 + ": " } ?? "") + "line \(origin.line)"
        guard error.stage == .syntax else {
            let (file, number) = record ?? ("", 0)
            return
                "run time error: \(error.message)\n\tFILENAME=\"\(file)\" FNR=\(number) NR=\(number)"
        }
        if error.cause == .token {
            let isEnd = error.token.isEmpty || error.token == [10]
            return "\(place): syntax error at or near "
                + (isEnd ? "end of line" : shown(error.token))
        }
        return "\(place): \(error.message)"
    }

    private func busybox(_ error: AwkError) -> String {
        let message: String
        switch error.cause {
        case .unreadable(let name, let reason): return "\(shown(name)): \(reason)"
        case .unwritable(let name, let reason): return "can't open '\(shown(name))': \(reason)"
        case .token: message = "Unexpected token"
        case .unterminated: message = "Unexpected end of string"
        case .undefinedFunction: message = "Call to undefined function"
        case .zeroDivisor: message = "Division by zero"
        case .negativeField: message = "Access to negative field"
        case .unread, .other: message = error.message
        }
        let origin = text.origin(of: error.line)
        return error.line > 0
            ? "\(origin.name ?? "cmd. line"):\(origin.line): \(message)" : message
    }

    private func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
