internal import LayBounds

/// Commands about processes, signals and limits.
enum ProcessBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("wait") { try wait($0, $1) },
        ShellBuiltin("kill") { try kill($0, $1) },
        ShellBuiltin("jobs") { shell, arguments in
            let (letters, _) = try shell.letters(
                arguments, allowed: shell.dialect.isBash ? "lnprs" : "lp")
            let all = shell.jobs.isEmpty ? shell.listedJobs : shell.jobs
            for job in all where !job.isReported {
                let isDone = job.task?.isDone ?? true
                if letters.contains(UInt8(ascii: "r")), isDone { continue }
                if letters.contains(UInt8(ascii: "s")) { continue }
                if letters.contains(UInt8(ascii: "p")) {
                    try shell.write("\(job.process)\n")
                } else {
                    let isLast = job === all.last
                    let state: String
                    if !isDone {
                        state = "Running"
                    } else {
                        let code = job.status ?? 0
                        state =
                            code == 0
                            ? "Done"
                            : code > 128
                                ? ShellSignal.lastWord(UInt8(truncatingIfNeeded: code - 128))
                                    ?? "Done(\(code))"
                                : shell.dialect.isBash ? "Exit \(code)" : "Done(\(code))"
                    }
                    let mark =
                        isLast ? "+" : job.number == (all.last?.number ?? 0) - 1 ? "-" : " "
                    let width = shell.dialect.isBash ? 24 : 27
                    let padded =
                        state + String(repeating: " ", count: max(1, width - state.utf8.count))
                    // The others keep the text of a job only under job control.
                    let text = shell.dialect.isBash ? shell.shown(job.text) : ""
                    let gap = shell.dialect == .dash ? " \(mark) " : "\(mark)  "
                    let end = !isDone && shell.dialect.isBash ? " &" : ""
                    try shell.write("[\(job.number)]\(gap)\(padded)\(text)\(end)\n")
                    if isDone { job.isReported = true }
                }
            }
            shell.jobs.removeAll { $0.isReported }
            return 0
        },
        ShellBuiltin("trap", isSpecial: true) { try trap($0, $1) },
        ShellBuiltin("times", isSpecial: true) { shell, arguments in
            _ = try shell.operands(arguments)
            let line = "0m0.000s 0m0.000s\n"
            let dashLine = "0m0.000000s 0m0.000000s\n"
            try shell.write(shell.dialect == .dash ? dashLine + dashLine : line + line)
            return 0
        },
        ShellBuiltin("ulimit") { shell, arguments in
            var limits = shell.limits
            let outcome = limits.perform(Array(arguments.dropFirst()), dialect: shell.dialect)
            shell.limits = limits
            for line in outcome.lines { try shell.write(line + "\n") }
            for complaint in outcome.complaints {
                if complaint.hasPrefix("ulimit: usage") {
                    try shell.context.errors.write(complaint + "\n")
                } else {
                    try shell.complain(complaint)
                }
            }
            return outcome.status
        },
        ShellBuiltin("umask") { shell, arguments in
            let (letters, rest) = try shell.letters(
                arguments, allowed: shell.dialect.isBash ? "pS" : "S")
            let mask = Int(shell.umaskValue)
            guard let text = rest.first else {
                let prefix =
                    letters.contains(UInt8(ascii: "p"))
                    ? "umask " + (letters.contains(UInt8(ascii: "S")) ? "-S " : "") : ""
                try shell.write(
                    Array(prefix.utf8)
                        + SymbolicMode.text(mask, symbolic: letters.contains(UInt8(ascii: "S")))
                        + [10])
                return 0
            }
            switch SymbolicMode.mask(text, from: mask, dialect: shell.dialect) {
            case .success(let mask):
                shell.umaskValue = UInt16(truncatingIfNeeded: mask & 0o777)
                if letters.contains(UInt8(ascii: "S")), shell.dialect.isBash {
                    try shell.write(SymbolicMode.text(mask, symbolic: true) + [10])
                }
                return 0
            case .failure(let error):
                throw try shell.misuse("", error.message, status: shell.dialect.isBash ? 1 : 2)
            }
        },
        ShellBuiltin("fg") { try resume($0, $1) },
        ShellBuiltin("bg") { try resume($0, $1) },
    ]

    private static func resume(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let name = shell.shown(arguments[0])
        guard shell.options.contains(.monitor) else {
            if shell.dialect.isBash {
                try shell.complain("\(name): no job control")
                return 1
            }
            throw try shell.misuse(
                name,
                arguments.count > 1
                    ? "job \(shell.shown(arguments[1])) not created under job control"
                    : "No current job", status: 2)
        }
        guard let job = try shell.job(arguments.count > 1 ? arguments[1] : Array("%+".utf8)) else {
            throw try shell.misuse(name, "no current job", status: shell.dialect.isBash ? 1 : 2)
        }
        if name == "bg" { return 0 }
        try shell.write(job.text + [10])
        let status = try shell.wait(for: job)
        shell.jobs.removeAll { $0 === job }
        return status
    }

    private static func wait(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let (letters, rest) = try shell.letters(
            arguments, allowed: shell.dialect.isBash ? "fnp" : shell.dialect == .ash ? "n" : "")
        if letters.contains(UInt8(ascii: "n")) {
            var candidates = shell.jobs.filter { !$0.isReported }
            var wanted = Array(rest)
            var place: [UInt8]?
            if letters.contains(UInt8(ascii: "p")), !wanted.isEmpty { place = wanted.removeFirst() }
            if !wanted.isEmpty {
                let chosen = try wanted.compactMap { try shell.job($0) }
                candidates = candidates.filter { job in chosen.contains { $0 === job } }
            }
            guard !candidates.isEmpty else { return 127 }
            _ = try shell.session.scheduler.wait(until: {
                candidates.contains { $0.task?.isDone ?? true }
            })
            let first = candidates.first { $0.task?.isDone ?? true }
            first?.isReported = true
            if let place, let first {
                try shell.assign(Decimal.bytes(first.process), to: shell.names.number(place))
            }
            shell.jobs.removeAll { $0.isReported }
            return first?.status ?? 127
        }
        if rest.isEmpty {
            for job in shell.jobs {
                let status = try shell.wait(for: job)
                if !(job.task?.isDone ?? true) { return status }
            }
            // dash and busybox keep what ended until `jobs` has told of it.
            if shell.dialect.isBash { shell.jobs = [] }
            return 0
        }
        var status = 0
        for word in rest {
            guard let job = try shell.job(word) else {
                let text = shell.shown(word)
                let isNumber = Decimal.number(word) != nil
                switch shell.dialect {
                case .dash:
                    if !isNumber {
                        throw try shell.misuse(
                            "wait",
                            word.first == 37 ? "No such job: \(text)" : "Illegal number: \(text)",
                            status: 2)
                    }
                    status = 127
                case .ash:
                    if !isNumber {
                        throw try shell.misuse(
                            "wait",
                            word.first == 37 ? "\(text): no such job" : "\(text): illegal number",
                            status: 2)
                    }
                    status = 127
                case .bash:
                    if isNumber {
                        try shell.complain("wait: pid \(text) is not a child of this shell")
                        status = 127
                    } else if word.first == 37 {
                        try shell.complain("wait: \(text): no such job")
                        status = 127
                    } else {
                        try shell.complain("wait: `\(text)': not a pid or valid job spec")
                        status = 1
                    }
                }
                continue
            }
            status = try shell.wait(for: job)
            if job.task?.isDone ?? true { shell.jobs.removeAll { $0 === job } }
        }
        return status
    }

    static func kill(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var words = arguments.dropFirst()
        var signal: UInt8 = 15
        func unknown(_ word: [UInt8]) throws -> Int {
            let text = shell.shown(word)
            switch shell.dialect {
            case .dash: try shell.complain("kill: Illegal option -\(text.prefix(1))")
            case .ash: try shell.complain("kill: bad signal name '\(text)'")
            case .bash: try shell.complain("kill: \(text): invalid signal specification")
            }
            return shell.dialect == .dash ? 2 : 1
        }
        if let first = words.first, first.count > 1, first[0] == 45 {
            words = words.dropFirst()
            if first == [45, 45] {
            } else if first == Array("-l".utf8) || first == Array("-L".utf8) {
                return try list(shell, Array(words))
            } else if first == Array("-s".utf8) || first == Array("-n".utf8) {
                guard let name = words.first else {
                    throw try shell.misuse("kill", "-s: option requires an argument")
                }
                words = words.dropFirst()
                guard let number = ShellSignal.number(name) else { return try unknown(name) }
                signal = number
            } else {
                let name = Array(first.dropFirst())
                guard let number = ShellSignal.number(name) else { return try unknown(name) }
                signal = number
            }
            if words.first == [45, 45] { words = words.dropFirst() }
        }
        guard !words.isEmpty else {
            switch shell.dialect {
            case .dash, .ash:
                try shell.context.errors.write(
                    shell.dialect == .dash
                        ? "sh: \(shell.line): kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]\n"
                        : "sh: you need to specify whom to kill\n")
            case .bash:
                try shell.context.errors.write(
                    "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n"
                )
            }
            return shell.dialect == .ash ? 1 : 2
        }
        var status = 0
        for word in words {
            var process: Int?
            if word.first == 37 {
                process = try shell.job(word)?.process
                if process != nil, shell.dialect == .dash, !shell.options.contains(.monitor) {
                    // Without job control there is no group of that number.
                    try shell.complain("kill: No such process")
                    status = 1
                    continue
                }
                if process == nil {
                    try shell.complain(
                        shell.dialect == .bash
                            ? "kill: \(shell.shown(word)): no such job"
                            : "kill: No such job: \(shell.shown(word))")
                    status = shell.dialect == .dash ? 2 : 1
                    continue
                }
            } else {
                process = Decimal.number(word)
            }
            guard let process else {
                let text = shell.shown(word)
                switch shell.dialect {
                case .dash: throw try shell.misuse("kill", "Illegal number: \(text)")
                case .ash: try shell.complain("kill: invalid number '\(text)'")
                case .bash:
                    try shell.complain("kill: \(text): arguments must be process or job IDs")
                }
                status = 1
                continue
            }
            if process <= 0 {
                // The group: this shell and what it started.
                for job in shell.jobs where !(job.task?.isDone ?? true) {
                    _ = try shell.send(signal, to: job.process)
                }
                if process == 0 { _ = try shell.send(signal, to: shell.context.process) }
                continue
            }
            // Whoever asks again and again lets time pass.
            if signal == 0, !shell.session.scheduler.isAlone {
                try shell.session.scheduler.sleep(0.01)
            }
            if try !shell.send(signal, to: process) {
                switch shell.dialect {
                case .dash: try shell.complain("kill: No such process")
                case .ash:
                    try shell.complain("kill: can't kill pid \(process): No such process")
                case .bash: try shell.complain("kill: (\(process)) - No such process")
                }
                status = 1
            }
        }
        return status
    }

    private static func list(_ shell: Shell, _ words: [[UInt8]]) throws -> Int {
        if words.isEmpty {
            if shell.dialect.isBash {
                var text = ""
                for number in 1...31 {
                    guard let name = ShellSignal.name(UInt8(number)) else { continue }
                    text +=
                        "\(number < 10 ? " " : "")\(number)) SIG\(name)"
                        + (number % 5 == 0 || number == 31 ? "\n" : "\t")
                }
                try shell.write(text)
            } else if shell.dialect == .ash {
                for number in 1...31 {
                    guard let name = ShellSignal.name(UInt8(number)) else { continue }
                    try shell.write("\(number < 10 ? " " : "")\(number)) \(name)\n")
                }
            } else {
                try shell.write("0\n" + SignalNumbers.names.joined(separator: "\n") + "\n")
            }
            return 0
        }
        var status = 0
        for word in words {
            if let number = Decimal.number(word) {
                let plain = number > 128 ? number - 128 : number
                if let name = ShellSignal.name(UInt8(truncatingIfNeeded: plain)), plain > 0 {
                    try shell.write(name + "\n")
                } else if plain == 0 {
                    try shell.write((shell.dialect == .bash ? "EXIT" : "0") + "\n")
                } else {
                    try shell.complain(
                        shell.dialect.isBash
                            ? "kill: \(number): invalid signal specification"
                            : "kill: Illegal number: \(number)")
                    status = shell.dialect == .dash ? 2 : 1
                }
            } else if shell.dialect == .dash {
                throw try shell.misuse("kill", "Illegal number: \(shell.shown(word))")
            } else if let number = ShellSignal.number(word) {
                try shell.write("\(number)\n")
            } else {
                try shell.complain("kill: \(shell.shown(word)): invalid signal specification")
                status = 1
            }
        }
        return status
    }

    // MARK: trap

    private static func trap(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var words = Array(arguments.dropFirst())
        if words.first == [45, 45] { words.removeFirst() }
        if shell.dialect.isBash, words.first == Array("-l".utf8) { return try list(shell, []) }
        if shell.dialect.isBash, words.first == Array("-p".utf8) {
            return try show(shell, words.count > 1 ? Array(words[1...]) : nil)
        }
        if words.isEmpty { return try show(shell, nil) }
        var action: [UInt8]? = words[0]
        let isReset = words[0] == [45]
        if isReset, words.count == 1, shell.dialect.isBash {
            try shell.context.errors.write("trap: usage: trap [-lp] [[arg] signal_spec ...]\n")
            return 2
        }
        if isReset { action = nil }
        if !shell.dialect.isBash, let option = words.first, option.count > 1, option[0] == 45 {
            throw try shell.misuse(
                "trap",
                shell.dialect == .dash
                    ? "Illegal option -\(shell.shown([option[1]]))"
                    : "illegal option -\(shell.shown([option[1]]))")
        }
        var signals = Array(words.dropFirst())
        if isReset, words.count == 1 { signals = words }
        // A number first resets what follows, as does a single word.
        if !isReset, let number = Decimal.number(words[0]), number >= 0 || words.count == 1 {
            if number >= 0 {
                action = nil
                signals = words
            }
        } else if words.count == 1, !isReset {
            if shell.dialect.isBash {
                guard self.number(shell, words[0]) != nil else {
                    try shell.context.errors.write(
                        "trap: usage: trap [-lp] [[arg] signal_spec ...]\n")
                    return 2
                }
                action = nil
                signals = words
            } else {
                action = nil
                signals = words
            }
        }
        if shell.inheritedTraps != nil, !signals.isEmpty { shell.inheritedTraps = nil }
        var status = 0
        for word in signals {
            guard let number = number(shell, word) else {
                let text = shell.shown(word)
                switch shell.dialect {
                case .dash: try shell.context.errors.write("trap: \(text): bad trap\n")
                case .ash: try shell.complain("trap: \(text): invalid signal specification")
                case .bash: try shell.complain("trap: \(text): invalid signal specification")
                }
                status = 1
                continue
            }
            let old = shell.traps[number]
            try shell.hold(action?.count ?? 0, insteadOf: old?.count ?? 0)
            shell.traps[number] = action
        }
        return status
    }

    private static func number(_ shell: Shell, _ word: [UInt8]) -> UInt8? {
        let text = shell.shown(word).uppercased()
        switch text {
        case "EXIT", "0": return ShellTrap.exit
        case "ERR" where shell.dialect != .dash: return ShellTrap.error
        case "DEBUG" where shell.dialect.isBash: return ShellTrap.debug
        case "RETURN" where shell.dialect.isBash: return ShellTrap.return
        default:
            if shell.dialect == .dash {
                if text.hasPrefix("SIG") { return nil }
            }
            return ShellSignal.number(word)
        }
    }

    private static func show(_ shell: Shell, _ words: [[UInt8]]?) throws -> Int {
        let traps = shell.inheritedTraps ?? shell.traps
        for number in words?.compactMap({ number(shell, $0) }) ?? traps.keys.sorted() {
            guard let action = traps[number] else { continue }
            let name: String
            switch number {
            case ShellTrap.exit: name = "EXIT"
            case ShellTrap.error: name = "ERR"
            case ShellTrap.debug: name = "DEBUG"
            case ShellTrap.return: name = "RETURN"
            default:
                let plain = ShellSignal.name(number) ?? "\(number)"
                name = shell.dialect.isBash ? "SIG\(plain)" : plain
            }
            try shell.write(
                Array("trap -- ".utf8) + ShellQuoting.listed(action, dialect: shell.dialect)
                    + Array(" \(name)\n".utf8))
        }
        return 0
    }
}

extension Shell {
    /// The job that `%1`, `%+`, `%name` or a process's number names.
    func job(_ word: [UInt8]) throws -> ShellJob? {
        guard word.first == 37 else {
            guard let number = Decimal.number(word) else { return nil }
            return session.processes[number].flatMap { $0.parent == context.process ? $0 : nil }
        }
        let rest = Array(word.dropFirst())
        if rest.isEmpty || rest == [37] || rest == [43] { return jobs.last }
        if rest == [45] { return jobs.dropLast().last ?? jobs.last }
        if let number = Decimal.number(rest) { return jobs.first { $0.number == number } }
        if rest.first == UInt8(ascii: "?") {
            let part = Array(rest.dropFirst())
            return jobs.last { shown($0.text).contains(shown(part)) }
        }
        return jobs.last { $0.text.starts(with: rest) }
    }

    /// `time`: what a pipeline took; in the model no time passes.
    func writeTimes(_ timing: ShellPipeline.Timing) throws {
        if timing == .posix {
            return try context.errors.write("real 0.00\nuser 0.00\nsys 0.00\n")
        }
        guard dialect.isBash, let format = try value(of: ShellNames.Known.timeformat.rawValue)
        else {
            return try context.errors.write(
                "\nreal\t0m0.000s\nuser\t0m0.000s\nsys\t0m0.000s\n")
        }
        if format.isEmpty { return }
        guard let line = try timeLine(format) else { return }
        try context.errors.write(line + [10])
    }

    /// TIMEFORMAT with no time in it; nil, after a message, for a letter that means nothing.
    private func timeLine(_ format: [UInt8]) throws -> [UInt8]? {
        var line: [UInt8] = []
        var place = 0
        while place < format.count {
            let byte = format[place]
            place += 1
            guard byte == UInt8(ascii: "%"), place < format.count else {
                line.append(byte)
                continue
            }
            var digits = 3
            var isLong = false
            if ShellBytes.isDigit(format[place]), place + 1 < format.count {
                digits = min(3, Int(format[place] &- 48))
                place += 1
            }
            if format[place] == UInt8(ascii: "l"), place + 1 < format.count {
                isLong = true
                place += 1
            }
            let number = "0" + (digits > 0 ? "." + String(repeating: "0", count: digits) : "")
            switch format[place] {
            case UInt8(ascii: "%"): line.append(UInt8(ascii: "%"))
            case UInt8(ascii: "R"), UInt8(ascii: "U"), UInt8(ascii: "S"):
                line += Array((isLong ? "0m\(number)s" : number).utf8)
            case UInt8(ascii: "P"): line += Array("0.00".utf8)
            default:
                try complain(
                    "TIMEFORMAT: `\(shown([format[place]]))': invalid format character")
                return nil
            }
            place += 1
        }
        return line
    }
}
