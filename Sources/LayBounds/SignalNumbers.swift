/// The signals of Linux, by name and by number.
package enum SignalNumbers {
    /// The names without `SIG`, in the order of the numbers from 1 to 31.
    package static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
        "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
        "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ]
    /// Further names that some have.
    package static let aliases = ["IOT": 6, "CLD": 17, "POLL": 29, "UNUSED": 31]
    /// The numbers of the real-time signals, which programs see; the C library keeps 32 and 33.
    package static let realTime = 34...64

    /// A name as the table has it: in upper case and without `SIG`.
    package static func plain(_ text: String) -> String {
        let upper = text.uppercased()
        return upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper
    }

    /// The number of a name in `names`.
    package static func number(of name: String) -> Int? {
        names.firstIndex(of: name).map { $0 + 1 }
    }

    /// The name of a number from 1 to 31.
    package static func name(of number: Int) -> String? {
        (1...names.count).contains(number) ? names[number - 1] : nil
    }
}
