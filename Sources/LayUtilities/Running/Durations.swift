import LayShell

/// Times that sleep and timeout take: `5`, `0.5`, `2m`, `1.5h`, `infinity`.
enum DurationText {
    /// The seconds of a text; `nil` for what is none.
    static func seconds(_ text: [UInt8]) -> Double? {
        var digits = text[...]
        var unit = 1.0
        switch digits.last {
        case UInt8(ascii: "s")?: digits.removeLast()
        case UInt8(ascii: "m")?:
            unit = 60
            digits.removeLast()
        case UInt8(ascii: "h")?:
            unit = 3600
            digits.removeLast()
        case UInt8(ascii: "d")?:
            unit = 86400
            digits.removeLast()
        default: break
        }
        let word = String(decoding: digits, as: UTF8.self)
        guard let first = digits.first, first != 43 || digits.count > 1, first != 32,
            let number = Double(
                first == UInt8(ascii: ".") ? "0" + word : word.hasSuffix(".") ? word + "0" : word),
            number >= 0, !number.isNaN
        else { return nil }
        return number * unit
    }
}

extension Utilities {
    static let sleepUtility = Utility(
        staying: "sleep", "wait for a time", usage: "NUMBER[smhd]..."
    ) { call in
        try call.needOperands()
        var total = 0.0
        var wrong: [[UInt8]] = []
        for word in call.operands {
            guard let seconds = DurationText.seconds(word) else {
                wrong.append(word)
                continue
            }
            total += seconds
        }
        if let last = wrong.last {
            if call.manner == .busybox {
                throw UtilityFailure("invalid number '\(call.text(wrong[0]))'")
            }
            for word in wrong.dropLast() {
                try call.complain("invalid time interval \(call.quoted(word))")
            }
            throw call.misuse("invalid time interval \(call.quoted(last))")
        }
        if total == .infinity, call.context.isAlone { return .stays(onSignal: nil) }
        try call.context.sleep(total)
        return .exited(0)
    }

    static let usleepUtility = Utility(
        "usleep", "wait for so many microseconds", usage: "NUMBER"
    ) { call in
        try call.needOperands()
        guard let number = Int(call.text(call.operands[0])), number >= 0 else {
            throw UtilityFailure("invalid number '\(call.text(call.operands[0]))'")
        }
        try call.context.sleep(Double(number) / 1_000_000)
        return 0
    }

    static let timeoutUtility = Utility(
        staying: "timeout", "run a program and end it when its time is over",
        usage: "[OPTION] DURATION COMMAND [ARG]...",
        [
            UtilityOption("--preserve-status", "end with the program's status", .works, .gnu),
            UtilityOption("--foreground", "stay in the terminal's group", .idle("no groups"), .gnu),
            UtilityOption("-k, --kill-after=DURATION", "send KILL so much later"),
            UtilityOption("-s, --signal=SIGNAL", "the signal; TERM without it"),
            UtilityOption("-v, --verbose", "tell of the signals that are sent", .works, .gnu),
        ], misuse: 125, stopsAtOperand: true
    ) { call in
        guard call.operands.count >= 2 else {
            if call.manner == .gnu {
                try call.context.errors.write(
                    "Try '\(call.context.name) --help' for more information.\n")
                return .exited(125)
            }
            throw call.misuse("missing operand")
        }
        return try TimeoutRun(call).perform()
    }
}

/// One call of timeout.
private struct TimeoutRun {
    private let call: UtilityCall

    init(_ call: UtilityCall) { self.call = call }

    private func duration(_ word: [UInt8]) throws -> Double {
        if let seconds = DurationText.seconds(word) {
            return call.manner == .busybox ? seconds.rounded(.down) : seconds
        }
        if call.manner == .busybox { throw UtilityFailure("invalid number '\(call.text(word))'") }
        throw call.misuse("invalid time interval \(call.quoted(word))")
    }

    func perform() throws -> ProgramOutcome {
        var signal: UInt8 = 15
        if let name = call.options.value("s") {
            guard let number = SignalWord.number(name) else {
                if call.manner == .busybox {
                    throw UtilityFailure("unknown signal '\(call.text(name))'")
                }
                throw call.misuse("\(call.quoted(name)): invalid signal")
            }
            signal = number
        }
        let kill = try call.options.value("k").map(duration)
        let limit = try duration(call.operands[0])
        let words = Array(call.operands.dropFirst())
        if limit == 0 { return try call.launch(words) }
        try call.flush()
        let child = call.context.child(words: words)
        var signals: [(after: Double, number: UInt8, tell: () throws -> Void)] = []
        func tell(_ signal: UInt8) -> () throws -> Void {
            {
                guard call.has("v") else { return }
                let name = signal == 9 ? "KILL" : SignalWord.name(signal)
                try call.complain("sending signal \(name) to command \(call.quoted(words[0]))")
            }
        }
        signals.append((limit, signal, tell(signal)))
        if let kill { signals.append((kill, 9, tell(9))) }
        do {
            switch try call.context.run(child, ending: signals) {
            case .ended(let outcome): return outcome
            case .stopped(let status):
                // What KILL ended is told as that, and busybox tells of every signal so.
                let keeps = call.has("preserve-status") || call.manner == .busybox || status == 137
                return .exited(keeps ? status : 124)
            }
        } catch let error as ProgramError {
            return .exited(try call.refuse(words[0], error, .command))
        }
    }
}
