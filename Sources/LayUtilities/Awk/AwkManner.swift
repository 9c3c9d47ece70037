/// Which awk is imitated, where they differ in what a script sees.
enum AwkManner: Sendable {
    case gawk, mawk, busybox

    /// The status of a program that failed.
    func status(_ stage: AwkError.Stage) -> Int {
        switch self {
        case .gawk: stage == .syntax ? 1 : 2
        case .mawk: 2
        case .busybox: 1
        }
    }

    /// Whether `011` in a program is nine.
    var hasOctalLiterals: Bool { self != .mawk }
    /// Below which size a whole number is written with all its digits.
    var wholeLimit: Double {
        switch self {
        case .gawk: .infinity
        case .mawk: 2_147_483_648
        case .busybox: 9_223_372_036_854_775_808
        }
    }
    /// Whether `-` is the standard output where a file is written.
    var writesToDash: Bool { self == .gawk }
    /// Whether `-` is the standard input where `getline` reads a file.
    var readsFromDash: Bool { self != .busybox }
    /// Whether a field that is not there compares as a number too.
    var hasOpenFields: Bool { self == .busybox }
    /// Whether `close` closes everything that is open under a name.
    var closesAll: Bool { self != .gawk }
    /// Whether, at the end, commands come to theirs before the standard output is handed on.
    var closesCommandsFirst: Bool { self != .busybox }
    /// Whether `close` gives the status as the system does, and 0 for what is not open.
    var closesWithRawStatus: Bool { self == .busybox }
    /// Whether directories among the operands are left out.
    var skipsDirectories: Bool { self == .gawk }
    /// Whether `next` is refused where there is no record.
    var refusesStrayNext: Bool { self != .busybox }
    /// Whether a division by zero ends the program.
    var refusesZeroDivisors: Bool { self != .mawk }
    /// Whether infinite numbers and those that are none are written with a sign.
    var signsInfinity: Bool { self == .gawk }
    /// Whether a `printf` with too few arguments ends the program.
    var requiresPrintfArguments: Bool { self != .busybox }
}
