/// A signal as shells name it.
struct ShellSignal {
    /// The name without `SIG`.
    let name: String
    /// The number that Linux gives it.
    let number: UInt8

    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
        "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
        "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ]
    private static let lastWords = [
        "HUP": "Hangup", "QUIT": "Quit", "ILL": "Illegal instruction", "ABRT": "Aborted",
        "FPE": "Floating point exception", "KILL": "Killed", "USR1": "User defined signal 1",
        "SEGV": "Segmentation fault", "USR2": "User defined signal 2", "ALRM": "Alarm clock",
        "TERM": "Terminated",
    ]

    /// Every name, as `kill -l` shows them.
    static var list: String { names.joined(separator: "\n") + "\n" }

    /// The signal that is written `TERM`, `SIGTERM` or `15`.
    init?(_ text: String) {
        let upper = text.uppercased()
        let plain = upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper
        guard
            let index = Int(text).map({ $0 - 1 }) ?? Self.names.firstIndex(of: plain),
            Self.names.indices.contains(index)
        else { return nil }
        name = Self.names[index]
        number = UInt8(index + 1)
    }

    /// What does nothing to a process that has no trap for it; what would only stop it, too.
    var isIgnored: Bool {
        ["CHLD", "CONT", "URG", "WINCH", "STOP", "TSTP", "TTIN", "TTOU"].contains(name)
    }

    /// What a shell writes when its child ends by this signal.
    var lastWord: String? { Self.lastWords[name] }
}
