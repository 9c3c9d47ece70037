/// A call of jq.
struct JqCommand {
    private let name: String
    private let account: JqAccount
    private let host: any JqHost

    /// What a program gave last: the status that `-e` tells.
    private enum Status: UInt8 {
        case fine = 0
        case falseOrNull = 11
        case nothing = 14
    }

    /// Runs a call: the status.
    ///
    /// - Throws: what the host throws.
    static func run(_ words: [[UInt8]], name: String, _ host: any JqHost) throws -> UInt8 {
        let account = JqAccount(host)
        defer { withExtendedLifetime(account) {} }
        return try JqCommand(name: name, account: account, host: host).run(words)
    }

    private func run(_ words: [[UInt8]]) throws -> UInt8 {
        do {
            return try run(try JqOptions(words, name: name, account))
        } catch let ending as JqOptions.Ending {
            return try end(ending)
        } catch let raise as JqRaise {
            // What is too deep or too long before the program runs.
            try host.complain(
                Array("jq: error: ".utf8) + shown(raise.value(account)) + [10])
            return 5
        }
    }

    private func end(_ ending: JqOptions.Ending) throws -> UInt8 {
        switch ending {
        case .help:
            try write(JqPage.long(name))
            return 0
        case .version:
            try write("jq-1.6\n")
            return 0
        case .usage:
            try host.complain(Array(JqPage.short(name).utf8))
            return 2
        case .mistake(let message):
            try host.complain(Array("\(name): \(message)\n".utf8) + JqOptions.hint(name))
            return 2
        case .failure(let message):
            try host.complain(message)
            return 2
        }
    }

    private func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { try host.write($0) }
    }

    // MARK: Running

    private func run(_ options: JqOptions) throws -> UInt8 {
        var program = options.program ?? [UInt8(ascii: ".")]
        if options.fromFile {
            do {
                program = JqProgramFile.text(try JqFile.read(program, account).array)
            } catch let refusal as JqRefusal {
                try host.complain(Array("\(name): \(refusal.reason)\n".utf8))
                return 2
            }
        }
        guard let code = try compile(program, options) else { return 3 }
        let input = try JqInput(options.files, options.form, account)
        let machine = JqMachine(
            code, account, input, options.layout,
            searchList: options.libraries ?? JqLoader.standardPaths)
        do {
            return try run(machine, input, options)
        } catch let halt as JqHalt {
            try host.flush()
            try host.complain(halt.message)
            let status = UInt8(truncatingIfNeeded: halt.status)
            return status
        }
    }

    private func run(
        _ machine: JqMachine, _ input: JqInput, _ options: JqOptions
    ) throws -> UInt8 {
        var status: UInt8 = 0
        if options.hasNoInput {
            status = try process(.null, machine, input, options)
        } else {
            while input.failures == 0 {
                do {
                    guard let value = try input.next() else { break }
                    status = try process(value, machine, input, options)
                } catch let error as JqMalformed {
                    guard options.isSequence else {
                        try host.complain(Array("parse error: \(error.message)\n".utf8))
                        status = 4
                        break
                    }
                    try host.complain(
                        Array("ignoring parse error: \(error.message)\n".utf8))
                }
            }
        }
        if input.failures > 0 { return 2 }
        if status >= 10 { return options.tellsStatus ? status - 10 : 0 }
        return status
    }

    private func compile(_ program: [UInt8], _ options: JqOptions) throws -> JqCode? {
        let compiler = JqCompiler(account)
        compiler.arguments = options.named
        var named = try JqObject.make(capacity: options.named.count, account)
        for argument in options.named {
            named = try JqObject.set(
                consume named, JqText.make(argument.name, account), argument.value)
        }
        let all = try JqObject.make(capacity: 2, account)
        all.add(
            JqText.make(Array("positional".utf8), account),
            .array(try JqArray.make(options.positional, account)))
        all.add(JqText.make(Array("named".utf8), account), .object(named))
        compiler.arguments.removeAll { $0.name.elementsEqual("ARGS".utf8) }
        compiler.arguments.append((Array("ARGS".utf8), .object(all)))
        let loader = JqLoader(account, compiler, options)
        let code = try loader.compile(program)
        let reports = loader.reports
        guard !reports.isEmpty else { return code }
        for report in reports { try host.complain(report + [10]) }
        let noun = reports.count > 1 ? "errors" : "error"
        try host.complain(Array("jq: \(reports.count) compile \(noun)\n".utf8))
        return nil
    }

    private func process(
        _ value: JqValue, _ machine: JqMachine, _ input: JqInput, _ options: JqOptions
    ) throws -> UInt8 {
        var status = Status.nothing
        let bytes = JqBytes(account)
        do {
            try machine.start(value)
            while let result = try machine.next() {
                bytes.count = 0
                status = try add(result, bytes, options)
                try host.write(bytes.span)
                if options.isUnbuffered { try host.flush() }
            }
        } catch let raise as JqRaise {
            try report(raise.value(account), input)
            return 5
        }
        return status.rawValue
    }

    private func add(
        _ value: JqValue, _ bytes: JqBytes, _ options: JqOptions
    ) throws -> Status {
        var status = Status.fine
        if options.isRaw, case .text(let text) = value {
            if options.layout.isASCII {
                try text.with { try JqStringPrinter.print($0, isASCII: true, bytes) }
            } else {
                try bytes.append(text)
            }
        } else {
            if !value.isTrue { status = .falseOrNull }
            if options.isSequence { try bytes.append(0x1E) }
            try JqPrinter.print(value, options.layout, bytes)
        }
        if options.endsLines { try bytes.append(options.end) }
        return status
    }

    private func report(_ error: JqValue, _ input: JqInput) throws {
        var line = Array("jq: error (at ".utf8) + input.position + Array(")".utf8)
        if case .text(let text) = error {
            // As far as a byte of zero, which ends texts of C.
            line += Array(": ".utf8) + text.array.prefix { $0 != 0 }
        } else {
            line += Array(" (not a string): ".utf8) + shown(error)
        }
        try host.complain(line + [10])
    }

    private func shown(_ value: JqValue) -> [UInt8] {
        if case .text(let text) = value { return text.array }
        let bytes = JqBytes(nil)
        try? JqPrinter.print(value, JqLayout(), bytes)
        return bytes.array
    }
}

/// Programs that stand in files.
enum JqProgramFile {
    /// The text without the lines by which a shell starts it.
    ///
    /// Behind `#!` a comment that ends in a backslash hides a line that only the shell reads.
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.starts(with: "#!".utf8) else { return bytes }
        let lines = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[1].first == UInt8(ascii: "#") else { return bytes }
        let end = lines[1].suffix(2)
        guard end.last == UInt8(ascii: "\\"), end.count == 2, end.first != UInt8(ascii: "\\"),
            let first = lines[2].first, first != UInt8(ascii: "#")
        else { return bytes }
        return Array(lines[3])
    }
}
