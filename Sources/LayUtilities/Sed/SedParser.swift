internal import LayRegex

/// Turns the pieces of a script into commands, with GNU's checks in GNU's order.
final class SedParser {
    let options: SedOptions
    let settings: SedSettings
    private let host: any SedHost
    var source = SedSource()
    var script = SedScript()
    private var blocks: [Block] = []
    private var labels: [[UInt8]: Int] = [:]
    private var jumps: [(command: Int, label: [UInt8])] = []
    /// The command whose text goes on in the next piece, and the text so far.
    private var pending: (command: Int, raw: [UInt8])?
    private var isFirstPart = true
    /// Whether a pattern has a `[:alpha:]` outside of brackets.
    var hasBareClass = false

    /// A block that is not closed yet.
    private struct Block {
        let command: Int
        let origin: SedSource.Origin
        let line: Int
    }

    init(_ options: SedOptions, _ settings: SedSettings, _ host: any SedHost) {
        self.options = options
        self.settings = settings
        self.host = host
    }

    /// Reads the whole script.
    ///
    /// - Throws: `ToolFailure` where it is wrong, and what the host throws.
    func parse() throws -> SedScript {
        for part in options.parts {
            switch part {
            case .expression(let text): source.begin(expression: text)
            case .file(let name): source.begin(file: name, try contents(of: name))
            }
            do {
                try parsePart()
            } catch is SedEscapes.RecursiveEscape {
                throw mistake("recursive escaping after \\c not allowed")
            }
            isFirstPart = false
        }
        try finishText()
        if let block = blocks.last {
            let place = SedSource.place(block.origin, 0, block.line)
            let message = isBusyBox ? Array("unmatched '{'".utf8) : Array("unmatched `{'".utf8)
            throw ToolFailure.sed(
                settings, isBusyBox ? message : place + message, status: 1)
        }
        try resolveJumps()
        script.partCount = max(1, source.expressionCount)
        return script
    }

    /// Whether BusyBox's manners are wanted.
    var isBusyBox: Bool { settings.manners == .busybox }

    private func contents(of name: [UInt8]) throws -> [UInt8] {
        let isStandard = name == [UInt8(ascii: "-")] || name == Array("/dev/stdin".utf8)
        do {
            let input = isStandard ? host.standardInput : try host.openInput(name)
            defer { input.close() }
            var bytes: [UInt8] = []
            while true {
                let more = try input.read(1 << 16)
                if more.isEmpty { return bytes }
                try host.hold(more.count)
                bytes += more
            }
        } catch let error as ToolFileError {
            let words = isBusyBox ? "" : "couldn't open file "
            throw ToolFailure.sed(
                settings, Array(words.utf8) + name + Array(": ".utf8) + error.reason,
                status: isBusyBox ? 1 : 4)
        }
    }

    /// A mistake at the place where reading has come to.
    ///
    /// BusyBox names no places.
    func mistake(_ message: [UInt8], busybox: String? = nil) -> ToolFailure {
        let place = isBusyBox ? [] : source.place
        let words = isBusyBox ? busybox.map { Array($0.utf8) } ?? message : message
        return ToolFailure.sed(settings, place + words, status: 1)
    }

    /// A mistake at the place where reading has come to.
    func mistake(_ message: String, busybox: String? = nil) -> ToolFailure {
        mistake(Array(message.utf8), busybox: busybox)
    }

    private func parsePart() throws {
        if pending != nil {
            try readText()
            if pending != nil { return }
        }
        while true {
            let byte = source.next()
            if let byte, byte == UInt8(ascii: ";") || 0x09...0x0D ~= byte || byte == 0x20 {
                continue
            }
            guard let byte else { return }
            try host.step(1)
            try parseCommand(byte)
        }
    }

    private func parseCommand(_ start: UInt8) throws {
        var byte: UInt8? = start
        var first: SedAddress?
        var second: SedAddress?
        if let address = try parseAddress(start) {
            switch address {
            case .more, .multiple:
                throw mistake("invalid usage of +N or ~N as first address")
            default: first = address
            }
            byte = source.nextNonblank()
            if byte == UInt8(ascii: ",") {
                second = try source.nextNonblank().flatMap { try parseAddress($0) }
                guard second != nil else {
                    throw mistake("unexpected `,'", busybox: "no address after comma")
                }
                byte = source.nextNonblank()
            }
            if case .line(0) = address {
                guard case .pattern = second, !options.isPosix else {
                    throw mistake("invalid usage of line address 0")
                }
            }
        }
        var isNegated = false
        if byte == UInt8(ascii: "!") {
            isNegated = true
            byte = source.nextNonblank()
            if byte == UInt8(ascii: "!") { throw mistake("multiple `!'s") }
        }
        guard let byte else { throw mistake("missing command") }
        let head = SedCommandHead(
            name: byte, first: first, second: second, isNegated: isNegated)
        try parseAction(head)
    }

    /// Adds a command to the script.
    func add(_ action: SedAction, _ head: SedCommandHead) {
        script.commands.append(
            SedCommand(action, head.first, head.second, isNegated: head.isNegated))
    }

    /// Reads the rest of a `#`.
    func parseComment() {
        let isStart = isFirstPart && source.position == 1
        let text = source.restOfLine()
        if isStart, text.first == UInt8(ascii: "n") { script.isQuiet = true }
    }

    /// Opens a block.
    func openBlock(_ head: SedCommandHead) {
        blocks.append(
            Block(
                command: script.commands.count, origin: source.origin, line: source.line))
        add(.block(end: 0), head)
    }

    /// Closes a block.
    ///
    /// - Throws: `ToolFailure` where there is none.
    func closeBlock(_ head: SedCommandHead) throws {
        guard let block = blocks.popLast() else {
            throw mistake("unexpected `}'", busybox: "unexpected '}'")
        }
        if head.first != nil { throw mistake("`}' doesn't want any addresses") }
        try expectEnd()
        script.commands[block.command].action = .block(end: script.commands.count)
    }

    /// Remembers where a label stands.
    ///
    /// - Throws: `ToolFailure` where the label is missing.
    func parseLabel(_ head: SedCommandHead) throws {
        if head.first != nil { throw mistake(": doesn't want any addresses") }
        let label = readLabel()
        if label.isEmpty { throw mistake("\":\" lacks a label") }
        if labels[label] == nil { labels[label] = script.commands.count }
    }

    /// Reads where a jump leads.
    func parseJump(_ head: SedCommandHead, _ action: SedAction) {
        let label = readLabel()
        if !label.isEmpty { jumps.append((script.commands.count, label)) }
        add(action, head)
    }

    private func readLabel() -> [UInt8] {
        var label: [UInt8] = []
        var byte = source.nextNonblank()
        while let some = byte {
            let ends = some == UInt8(ascii: ";") || some == UInt8(ascii: "}")
            if ends || some == 0x20 || 0x09...0x0D ~= some {
                source.back(some)
                break
            }
            label.append(some)
            byte = source.next()
        }
        return label
    }

    private func resolveJumps() throws {
        for (command, label) in jumps {
            guard let target = labels[label] else {
                let words =
                    isBusyBox ? "can't find label for jump to '" : "can't find label for jump to `"
                throw ToolFailure.sed(
                    settings, Array(words.utf8) + label + Array("'".utf8),
                    status: isBusyBox ? 1 : 4)
            }
            switch script.commands[command].action {
            case .branchIfReplaced: script.commands[command].action = .branchIfReplaced(target)
            case .branchUnlessReplaced:
                script.commands[command].action = .branchUnlessReplaced(target)
            default: script.commands[command].action = .branch(target)
            }
        }
    }

    /// Makes sure that nothing but the end of a command follows.
    ///
    /// - Throws: `ToolFailure` where something else follows.
    func expectEnd() throws {
        let byte = source.nextNonblank()
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "#") {
            source.back(byte)
        } else if let byte, byte != 10, byte != UInt8(ascii: ";") {
            throw mistake("extra characters after command")
        }
    }

    /// Begins the text of a command, which may go on in the next piece of the script.
    ///
    /// - Throws: `ToolFailure` where the text is wrong.
    func beginText(_ head: SedCommandHead, _ action: SedAction, raw: [UInt8], goesOn: Bool) throws {
        pending = (script.commands.count, raw)
        add(action, head)
        if goesOn { try readText() }
    }

    /// Reads text up to a line that ends without a backslash.
    private func readText() throws {
        guard var text = pending?.raw else { return }
        while let byte = source.next(), byte != 10 {
            text.append(byte)
            guard byte == 0x5C else { continue }
            guard let escaped = source.next() else {
                // The backslash is the last of the piece: the text goes on in the next one.
                text[text.count - 1] = 10
                pending?.raw = text
                return
            }
            text.append(escaped)
        }
        text.append(10)
        pending?.raw = text
        try finishText()
    }

    private func finishText() throws {
        guard let (command, raw) = pending else { return }
        pending = nil
        let text = try SedEscapes.text(raw)
        switch script.commands[command].action {
        case .append: script.commands[command].action = .append(text)
        case .insert: script.commands[command].action = .insert(text)
        case .execute: script.commands[command].action = .execute(Array(text.dropLast()))
        default: script.commands[command].action = .change(text)
        }
    }
}

/// What stands before the parts of a command that only it has.
struct SedCommandHead {
    let name: UInt8
    let first: SedAddress?
    let second: SedAddress?
    let isNegated: Bool
}
