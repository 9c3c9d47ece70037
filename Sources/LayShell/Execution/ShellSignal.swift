internal import LayBounds

/// A signal as shells name it.
struct ShellSignal {
    /// The name without `SIG`.
    let name: String
    /// The number that Linux gives it.
    let number: UInt8

    private static let lastWords = [
        "HUP": "Hangup", "QUIT": "Quit", "ILL": "Illegal instruction", "ABRT": "Aborted",
        "FPE": "Floating point exception", "KILL": "Killed", "USR1": "User defined signal 1",
        "SEGV": "Segmentation fault", "USR2": "User defined signal 2", "ALRM": "Alarm clock",
        "TERM": "Terminated",
    ]

    /// Every name, as `kill -l` shows them.
    static var list: String { SignalNumbers.names.joined(separator: "\n") + "\n" }

    /// The signal that is written `TERM`, `SIGTERM` or `15`.
    init?(_ text: String) {
        guard
            let number = Int(text) ?? SignalNumbers.number(of: SignalNumbers.plain(text)),
            let name = SignalNumbers.name(of: number)
        else { return nil }
        self.name = name
        self.number = UInt8(number)
    }

    /// What does nothing to a process that has no trap for it; what would only stop it, too.
    var isIgnored: Bool {
        ["CHLD", "CONT", "URG", "WINCH", "STOP", "TSTP", "TTIN", "TTOU"].contains(name)
    }

    /// What a shell writes when its child ends by this signal.
    var lastWord: String? { Self.lastWords[name] }
}
