/// How a command leaves what is around it.
enum ShellLeaving: Equatable {
    case none
    case `break`(Int)
    case `continue`(Int)
    case `return`
    case exit

    /// True for what leaves loops.
    var isOfLoops: Bool {
        switch self {
        case .break, .continue: true
        default: false
        }
    }
}

/// An error that ends the shell, or in bash what it reads just now.
struct ShellAbort: Error {
    let status: Int
    /// True for what drops the line, and not the shell.
    let isDiscard: Bool
    /// True for a built-in's own error, which ends the shell only with a special one.
    var isUsage = false
    /// True for an expression that cannot be read or has no value.
    var isArithmetic = false
}

/// A function that runs.
struct ShellFrame {
    let function: ShellFunction
    /// What its local variables hide.
    var saved: [(symbol: Int, variable: ShellVariable?)] = []
    /// The line of the call.
    let line: Int
    /// The file of the caller.
    let file: [UInt8]
    /// The options that `local -` gives back.
    var options: ShellOptions?
    /// The parameters of the caller.
    let parameters: [[UInt8]]
    /// The variables that were assigned before the call: `x=1 f`.
    var assigned: [Int] = []
    /// How many loops were around.
    let loops: Int

    /// True when it keeps what a variable was before.
    func hides(_ symbol: Int) -> Bool { saved.contains { $0.symbol == symbol } }
}

/// What `set` and `shopt` set.
struct ShellOptions: OptionSet {
    let rawValue: UInt64

    static let errexit = ShellOptions(rawValue: 1 << 0)
    static let nounset = ShellOptions(rawValue: 1 << 1)
    static let xtrace = ShellOptions(rawValue: 1 << 2)
    static let noglob = ShellOptions(rawValue: 1 << 3)
    static let allexport = ShellOptions(rawValue: 1 << 4)
    static let noclobber = ShellOptions(rawValue: 1 << 5)
    static let noExecution = ShellOptions(rawValue: 1 << 6)
    static let verbose = ShellOptions(rawValue: 1 << 7)
    static let monitor = ShellOptions(rawValue: 1 << 8)
    static let notify = ShellOptions(rawValue: 1 << 9)
    static let pipefail = ShellOptions(rawValue: 1 << 10)
    static let errtrace = ShellOptions(rawValue: 1 << 11)
    static let functrace = ShellOptions(rawValue: 1 << 12)
    static let posix = ShellOptions(rawValue: 1 << 13)
    static let ignoreeof = ShellOptions(rawValue: 1 << 14)
    static let interactive = ShellOptions(rawValue: 1 << 15)
    static let stdin = ShellOptions(rawValue: 1 << 16)
    static let nolog = ShellOptions(rawValue: 1 << 17)
    static let hashall = ShellOptions(rawValue: 1 << 18)
    static let braceexpand = ShellOptions(rawValue: 1 << 19)
    static let vi = ShellOptions(rawValue: 1 << 20)
    static let emacs = ShellOptions(rawValue: 1 << 21)
    static let privileged = ShellOptions(rawValue: 1 << 22)
    static let keyword = ShellOptions(rawValue: 1 << 23)
    static let onecmd = ShellOptions(rawValue: 1 << 24)
    static let physical = ShellOptions(rawValue: 1 << 25)
    static let history = ShellOptions(rawValue: 1 << 26)
    static let commandText = ShellOptions(rawValue: 1 << 27)
    static let interactiveComments = ShellOptions(rawValue: 1 << 28)
    // What bash's shopt sets.
    static let nullglob = ShellOptions(rawValue: 1 << 32)
    static let failglob = ShellOptions(rawValue: 1 << 33)
    static let dotglob = ShellOptions(rawValue: 1 << 34)
    static let globstar = ShellOptions(rawValue: 1 << 35)
    static let nocaseglob = ShellOptions(rawValue: 1 << 36)
    static let nocasematch = ShellOptions(rawValue: 1 << 37)
    static let extglob = ShellOptions(rawValue: 1 << 38)
    static let inheritErrexit = ShellOptions(rawValue: 1 << 39)
    static let lastpipe = ShellOptions(rawValue: 1 << 40)
    static let expandAliases = ShellOptions(rawValue: 1 << 41)
    static let xpgEcho = ShellOptions(rawValue: 1 << 42)
    static let sourcepath = ShellOptions(rawValue: 1 << 43)
    static let shiftVerbose = ShellOptions(rawValue: 1 << 44)
    static let localvarInherit = ShellOptions(rawValue: 1 << 45)
    static let extdebug = ShellOptions(rawValue: 1 << 46)
    static let globasciiranges = ShellOptions(rawValue: 1 << 47)
    static let patsubReplacement = ShellOptions(rawValue: 1 << 48)
    static let globskipdots = ShellOptions(rawValue: 1 << 49)
}

/// Traps that are on no signal, by the numbers they have here.
enum ShellTrap {
    static let exit: UInt8 = 0
    static let error: UInt8 = 200
    static let debug: UInt8 = 201
    static let `return`: UInt8 = 202
}
