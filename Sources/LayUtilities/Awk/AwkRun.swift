internal import LayBounds
internal import LayFiles
internal import LayShell

/// One call of awk.
struct AwkRun {
    private let call: UtilityCall
    private let manner: AwkManner
    private var text = AwkProgramText()
    private var operands: [[UInt8]]

    /// A call that was not run yet.
    init(_ call: UtilityCall) {
        self.call = call
        operands = call.operands
        // Debian's awk is a link to mawk.
        let executable = call.context.executable.map { Array($0.name) }
        let name = executable ?? call.context.words.first ?? []
        manner =
            call.manner == .busybox
            ? .busybox : name.elementsEqual("mawk".utf8) ? .mawk : .gawk
    }

    /// Runs the program: the status.
    ///
    /// - Throws: `UtilityFailure`, `UtilityOptions.Mistake`, `BoundReached`.
    mutating func run() throws -> UInt8 {
        if let page = try page() {
            try call.write(page)
            return 0
        }
        try readProgram()
        let context = call.context
        let host = AwkContextHost(context, manner) { [call] in try call.complain($0) }
        var message = AwkMessage(manner: manner, text: text)
        var machine: AwkMachine?
        do {
            let program = try AwkProgram(text.bytes, manner) { host.hasStackRoom }
            let made = AwkMachine(program, host, manner)
            machine = made
            let status = try made.run(
                [Array(context.name.utf8)] + operands, assignments: assignments)
            return UInt8(truncatingIfNeeded: status)
        } catch let error as AwkError {
            if let machine {
                if error.cause.isBrokenPipe, manner != .gawk { throw BoundReached.ended(by: 13) }
                message.record = machine.lastRecord
            }
            for line in message.lines(error) { try call.complain(line) }
            // Commands get what was printed for them all the same.
            do {
                try machine?.streams.closeAll(manner)
            } catch is AwkError {}
            return UInt8(truncatingIfNeeded: manner.status(error.stage))
        }
    }

    /// What is printed in the place of running a program.
    private func page() throws -> String? {
        let words = call.options.values("W").map { call.text($0) }
        if call.has("h") || words.contains("help") || words.contains("usage") {
            return call.utility.help(call.manner)
        }
        if call.has("V") || words.contains("version") {
            return "\(call.utility.name) (built into Lay)\n"
        }
        return nil
    }

    /// `FS=` of `-F` and what `-v` said, in their order.
    private var assignments: [[UInt8]] {
        call.options.given.compactMap { option in
            switch option.key {
            case "F": option.value.map { Array("FS=".utf8) + $0 }
            case "v": option.value
            default: nil
            }
        }
    }

    private mutating func readProgram() throws {
        var hasText = false
        for option in call.options.given {
            guard let value = option.value else { continue }
            switch option.key {
            case "f": text.add(try read(value), named: call.text(value))
            case "e": text.add(value)
            default: continue
            }
            hasText = true
        }
        if hasText { return }
        guard !operands.isEmpty else { throw call.misuse("no program text") }
        text.add(operands.removeFirst())
    }

    private func read(_ name: [UInt8]) throws -> [UInt8] {
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            let bytes = try reader.rest()
            // Held as long as the program is, which is made of it.
            try call.context.hold(bytes.count)
            return bytes
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            let shown = call.text(name)
            let message =
                switch manner {
                case .gawk:
                    "fatal: cannot open source file `\(shown)' for reading: \(error.reason)"
                case .mawk: "cannot open \(shown) (\(error.reason))"
                case .busybox: "can't open '\(shown)': \(error.reason)"
                }
            throw UtilityFailure(message, status: UInt8(manner.status(.running)))
        }
    }
}

extension AwkError.Cause {
    fileprivate var isBrokenPipe: Bool {
        if case .unread = self { true } else { false }
    }
}

extension AwkMachine {
    /// The file and the number of the record that was read last, where there is one.
    fileprivate var lastRecord: (file: String, number: Int)? {
        guard fileRecordNumber > 0 else { return nil }
        let name: String
        switch globals[AwkSpecial.fileName.rawValue] {
        case .text(let text), .input(let text): name = String(decoding: text.array, as: UTF8.self)
        default: name = ""
        }
        return (name.isEmpty ? "-" : name, Int(bounded: fileRecordNumber))
    }
}
