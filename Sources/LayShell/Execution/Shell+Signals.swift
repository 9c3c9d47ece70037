internal import LayBounds

/// Signals and traps.
extension Shell {
    /// Takes a signal that another process or this one sent.
    ///
    /// - Throws: what a bound throws.
    func receive(_ signal: UInt8) throws {
        if let trap = traps[signal] {
            if !trap.isEmpty, signal != 9, signal != 19 { pendingSignals.append(signal) }
            if signal != 9 { return }
        }
        // The first process of a container gets no default action.
        guard mainProcess != 1 || level > 0, !ShellSignal.isIgnored(signal) else { return }
        traps[ShellTrap.exit] = nil
        deathSignal = signal
        status = 128 + Int(signal)
        context.lastWord = ShellSignal.lastWord(signal)
        leaving = .exit
    }

    /// Signals that neither the shell takes nor what it starts.
    var ignoredSignals: Set<UInt8> {
        if traps.isEmpty { return [] }
        return Set(traps.filter { $0.value.isEmpty && ShellSignal.name($0.key) != nil }.keys)
    }

    /// Runs the traps of the signals that came.
    func runTraps() throws {
        while !pendingSignals.isEmpty, leaving == .none {
            let signal = pendingSignals.removeFirst()
            if let trap = traps[signal], !trap.isEmpty { try nested { try runTrap(trap) } }
        }
    }

    /// Runs a trap's commands; the status is as before unless they leave.
    func runTrap(_ text: [UInt8]) throws {
        let kept = status
        let (outer, line) = (isInTrap, line)
        isInTrap = true
        defer { isInTrap = outer }
        try run(text: text, line: dialect.isBash ? line : 1)
        self.line = line
        if leaving == .none { status = kept }
    }

    /// Runs the trap on EXIT, once.
    func runExitTrap() throws {
        guard let trap = traps[ShellTrap.exit], !trap.isEmpty else { return }
        traps[ShellTrap.exit] = nil
        let kept = status
        endingStatus = kept
        defer { endingStatus = nil }
        leaving = .none
        loops = 0
        tests = 0
        do {
            try run(text: trap)
            if leaving != .exit { status = kept }
            // dash and busybox take a `return` for the end of the trap alone.
            if leaving == .return, !dialect.isBash { status = kept }
        } catch let abort as ShellAbort {
            status = abort.status
        }
        leaving = .exit
    }

    /// The way a shell that waits in a loop takes a signal: the status that it ends with, or `nil`
    /// when it goes on.
    func handle(_ name: String) throws -> UInt8? {
        guard let number = SignalNumbers.number(of: SignalNumbers.plain(name)),
            let trap = traps[UInt8(truncatingIfNeeded: number)]
        else { return nil }
        staying = nil
        leaving = .none
        try runTrap(trap)
        guard leaving == .exit else { return nil }
        try runExitTrap()
        return UInt8(truncatingIfNeeded: status)
    }

    /// Sends a signal to a process; false when there is none of this number.
    func send(_ signal: UInt8, to process: Int) throws -> Bool {
        if process == context.process || process == mainProcess, process == context.process {
            if signal != 0 { try receive(signal) }
            return true
        }
        if let job = session.processes[process] {
            guard let task = job.task, !task.isDone else { return false }
            guard signal != 0 else { return true }
            if let shell = job.shell {
                if let trap = shell.traps[signal], signal != 9 {
                    if !trap.isEmpty { shell.pendingSignals.append(signal) }
                    return true
                }
            }
            if !ShellSignal.isIgnored(signal) { task.endingSignal = signal }
            return true
        }
        if process == 1, let first = context.signalFirst {
            if signal != 0, let name = SignalNumbers.name(of: Int(signal)) { try first(name) }
            return true
        }
        // A subshell's outer shell, which waits for it.
        if process == mainProcess, let outer = session.shells[process] {
            if signal == 0 { return true }
            if let trap = outer.traps[signal], signal != 9 {
                if !trap.isEmpty { outer.pendingSignals.append(signal) }
                return true
            }
            guard process != 1, !ShellSignal.isIgnored(signal) else { return true }
            outer.traps[ShellTrap.exit] = nil
            outer.deathSignal = signal
            outer.status = 128 + Int(signal)
            outer.context.lastWord = ShellSignal.lastWord(signal)
            outer.leaving = .exit
            return true
        }
        return false
    }
}

/// What shells know of signals.
enum ShellSignal {
    private static let lastWords: [UInt8: String] = [
        1: "Hangup", 3: "Quit", 4: "Illegal instruction", 6: "Aborted",
        8: "Floating point exception", 9: "Killed", 10: "User defined signal 1",
        11: "Segmentation fault", 12: "User defined signal 2", 14: "Alarm clock",
        15: "Terminated",
    ]

    /// What does nothing to a process that has no trap for it; what would only stop it, too.
    static func isIgnored(_ signal: UInt8) -> Bool {
        [17, 18, 19, 20, 21, 22, 23, 28].contains(signal)
    }

    /// What a shell writes when its child ends by this signal.
    static func lastWord(_ signal: UInt8) -> String? { lastWords[signal] }

    /// The number of a signal that is written `TERM`, `SIGTERM` or `15`.
    static func number(_ text: [UInt8]) -> UInt8? {
        if let number = Decimal.number(text) {
            return number >= 0 && number <= 64 ? UInt8(number) : nil
        }
        let name = String(decoding: text, as: UTF8.self).uppercased()
        return SignalNumbers.number(of: SignalNumbers.plain(name)).map {
            UInt8(truncatingIfNeeded: $0)
        }
    }

    /// The name without `SIG`.
    static func name(_ number: UInt8) -> String? { SignalNumbers.name(of: Int(number)) }
}
