import LayFiles
import LayShell

extension Utilities {
    static let xargsUtility = Utility(
        "xargs", "run a command with arguments from the standard input",
        usage: "[OPTION]... COMMAND [INITIAL-ARGS]...",
        [
            UtilityOption("-0, --null", "items end with NUL, without quotes"),
            UtilityOption("-a, --arg-file=FILE", "read items from FILE"),
            UtilityOption(
                "-d, --delimiter=CHARACTER", "items end with it, without quotes", .works, .gnu),
            UtilityOption("-E END", "the item that ends the input"),
            UtilityOption("-e, --eof[=END]", "as -E"),
            UtilityOption("-I R", "run once per line, R replaced by it"),
            UtilityOption("-i, --replace[=R]", "as -I, {} without R", .works, .both),
            UtilityOption("-L MAX-LINES", "at most so many lines per run", .works, .gnu),
            UtilityOption(
                "-l, --max-lines[=MAX-LINES]", "as -L, 1 without a number", .works, .gnu),
            UtilityOption("-n, --max-args=MAX-ARGS", "at most so many items per run"),
            UtilityOption(
                "-o, --open-tty", "give the terminal to the command", .idle("none"), .gnu),
            UtilityOption("-P, --max-procs=MAX-PROCS", "runs at once", .idle("one")),
            UtilityOption("-p, --interactive", "ask before each run"),
            UtilityOption("--process-slot-var=VAR", "set VAR in the runs", .works, .gnu),
            UtilityOption("-r, --no-run-if-empty", "no run without items"),
            UtilityOption("-s, --max-chars=MAX-CHARS", "at most so many bytes per run"),
            UtilityOption("--show-limits", "show limits", .missing, .gnu),
            UtilityOption("-t, --verbose", "write commands before they run"),
            UtilityOption("-x, --exit", "end where -s is not kept"),
        ],
        stopsAtOperand: true
    ) { call in
        var run = try ArgumentRun(call)
        return try run.perform()
    }
}

/// A call of `xargs`: items that are collected until they fill a command.
private struct ArgumentRun {
    private let call: UtilityCall
    private let command: [[UInt8]]
    private var mark: [UInt8]?
    private var mostItems: Int?
    private var mostLines: Int?
    private var mostBytes: Int
    private let commandBytes: Int
    private var items: [[UInt8]] = []
    private var itemBytes = 0
    private var lines = 0
    private var runs = 0
    private var status: UInt8 = 0

    init(_ call: UtilityCall) throws {
        self.call = call
        command = call.operands.isEmpty ? [Array("echo".utf8)] : call.operands
        commandBytes = command.reduce(0) { $0 + $1.count + 1 }
        mostBytes = call.manner == .gnu ? 131_072 : 32_767
        for (key, value) in call.options.given {
            switch key {
            case "n":
                mostItems = try Self.number(value, "n", call)
                if mark != nil, mostItems == 1 {
                    mostItems = nil
                } else {
                    try forget(&mark, "--replace/-I/-i", by: "--max-args")
                    try forget(&mostLines, "--max-lines/-L", by: "--max-args/-n")
                }
            case "I", "i":
                mark = value ?? Array("{}".utf8)
                try forget(&mostItems, "--max-args", by: "--replace/-I/-i")
                try forget(&mostLines, "--max-lines/-L", by: "--replace/-I/-i")
            case "L", "l":
                mostLines = value == nil && key == "l" ? 1 : try Self.number(value, key, call)
                try forget(&mostItems, "--max-args", by: "--max-lines/-L")
                try forget(&mark, "--replace/-I/-i", by: "-L")
            case "s": mostBytes = min(try Self.number(value, "s", call), 2_000_000)
            case "P": _ = try Self.number(value, "P", call, least: 0)
            default: break
            }
        }
    }

    /// The last one of options that exclude each other counts.
    private func forget<Value>(_ value: inout Value?, _ name: String, by other: String) throws {
        guard value != nil, call.manner == .gnu else { return }
        value = nil
        try call.complain(
            "warning: options \(name.split(separator: "/")[0]) and \(other) are mutually exclusive,"
                + " ignoring previous \(name.split(separator: "/")[0]) value")
    }

    private static func number(
        _ value: [UInt8]?, _ option: String, _ call: UtilityCall, least: Int = 1
    ) throws -> Int {
        let text = call.text(value ?? [])
        var digits = (value ?? []).drop { $0 == 32 || $0 == 9 }
        if digits.first == 43 { digits.removeFirst() }
        guard let number = Int(call.text(digits)) else {
            if call.manner == .busybox { throw UtilityFailure("invalid number '\(text)'") }
            throw call.misuse("invalid number \"\(text)\" for -\(option) option")
        }
        if number < least {
            if call.manner == .busybox {
                throw UtilityFailure("number \(text) is not in \(least)..2147483647 range")
            }
            throw call.misuse("value \(text) for -\(option) option should be >= \(least)")
        }
        return number
    }

    mutating func perform() throws -> UInt8 {
        let reader: ByteReader
        let file = call.options.value("a")
        do {
            reader = try call.reader(file ?? [45])
        } catch let error as FileError where error.bound == nil {
            let name = call.quoted(file ?? [])
            throw UtilityFailure(
                call.manner == .gnu
                    ? "Cannot open input file \(name): \(error.reason)"
                    : "can't open \(name): \(error.reason)")
        }
        defer { reader.close() }
        var source = try ArgumentItems(
            reader, call, isLinewise: mark != nil, keepsQuotes: mark != nil)
        if commandBytes > mostBytes, mark == nil || call.manner == .busybox { throw tooLong }
        while let item = try next(&source) {
            try take(item.bytes)
            if item.endsLine, let mostLines {
                lines += 1
                if lines >= mostLines { try flush() }
            }
        }
        if let failure = source.failure {
            try call.complain(failure)
            return 1
        }
        if !items.isEmpty || runs == 0 && mark == nil && !call.has("r") { try flush() }
        return status
    }

    /// The next item; a directory has none.
    private func next(_ source: inout ArgumentItems) throws -> (bytes: [UInt8], endsLine: Bool)? {
        do {
            return try source.next()
        } catch let error as FileError where error.code == .isDirectory {
            return nil
        }
    }

    private mutating func take(_ item: [UInt8]) throws {
        if let mark {
            let words = command.enumerated().map { index, word in
                index == 0 && call.manner == .gnu ? word : Self.replace(mark, in: word, by: item)
            }
            let isLong = words.reduce(0) { $0 + $1.count + 1 } > mostBytes
            if call.manner == .gnu, isLong {
                throw UtilityFailure(
                    item.count >= mostBytes
                        ? "argument line too long"
                        : words.contains { $0.count >= mostBytes - 1 }
                            ? "command too long" : "argument list too long")
            }
            if isLong { throw tooLong }
            return try run(words)
        }
        let size = item.count + 1
        if commandBytes + size > mostBytes {
            if !items.isEmpty { try flush() }
            throw tooLong
        }
        if commandBytes + itemBytes + size > mostBytes {
            if call.has("x"), mostItems != nil || mostLines != nil {
                throw UtilityFailure("argument list too long")
            }
            try flush()
        }
        try call.context.hold(size + 32)
        items.append(item)
        itemBytes += size
        if let mostItems, items.count >= mostItems { try flush() }
    }

    private var tooLong: UtilityFailure {
        UtilityFailure(
            call.manner == .gnu
                ? (commandBytes + 2 > mostBytes
                    ? "cannot fit single argument within argument list size limit"
                    : "argument line too long")
                : "argument line too long")
    }

    private static func replace(_ mark: [UInt8], in word: [UInt8], by item: [UInt8]) -> [UInt8] {
        guard !mark.isEmpty else { return word }
        var result: [UInt8] = []
        var place = 0
        while place < word.count {
            if word[place...].starts(with: mark) {
                result += item
                place += mark.count
            } else {
                result.append(word[place])
                place += 1
            }
        }
        return result
    }

    private mutating func flush() throws {
        let words = command + items
        call.context.release(items.reduce(0) { $0 + $1.count + 33 })
        (items, itemBytes, lines) = ([], 0, 0)
        try run(words)
    }

    private mutating func run(_ words: [[UInt8]]) throws {
        runs += 1
        if call.options.has(any: "t", "p") {
            let shown = words.map { call.manner == .gnu ? call.shown($0) : call.text($0) }
            try call.flush()
            let end = call.has("p") ? "" : "\n"
            try call.context.errors.write(shown.joined(separator: " ") + end)
            // Whoever would answer sits at a terminal, which there is none of.
            if call.has("p") {
                throw UtilityFailure(
                    (call.manner == .gnu
                        ? "failed to open /dev/tty for reading" : "can't open '/dev/tty'")
                        + ": No such device or address")
            }
        }
        try call.flush()
        let name = call.text(words[0])
        let child = call.context.child(words: words)
        if let variable = call.options.value("process-slot-var") {
            child.variables.removeAll { $0.key == variable }
            child.variables.append((variable, [48]))
        }
        if !call.has("a") { child.setInput([]) }
        do {
            guard case .exited(let code) = try ProgramRunner.run(child) else { return }
            if code == 255 {
                throw UtilityFailure("\(name): exited with status 255; aborting", status: 124)
            }
            if code != 0 { status = 123 }
        } catch let error as ProgramError {
            let isPlain = error.message.hasSuffix(": not found")
            let reason =
                isPlain
                ? "\(name): No such file or directory"
                : error.message.hasSuffix("Permission denied")
                    ? "\(name): Permission denied" : error.message
            throw UtilityFailure(reason, status: error.status)
        }
    }
}
