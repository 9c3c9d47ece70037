/// The names of variables and functions of a command, each with a number.
final class ShellNames {
    private var numbers: [[UInt8]: Int] = [:]
    private(set) var texts: [[UInt8]] = []

    /// Names with a meaning of their own, which have the first numbers in this order.
    enum Known: Int, CaseIterable {
        case IFS, PATH, HOME, PWD, OLDPWD, OPTIND, OPTARG, OPTERR, PPID, PS1, PS2, PS4, ENV
        case REPLY, LANG, LC_ALL, LC_CTYPE, COLUMNS, MAPFILE, BASH_REMATCH, TIMEFORMAT
        case GLOBIGNORE, CDPATH, COPROC, FUNCNEST, BASH_ENV, POSIXLY_CORRECT
        // What is told when it is asked.
        case LINENO, RANDOM, SECONDS, BASHPID, BASH_SUBSHELL, FUNCNAME, BASH_SOURCE, BASH_LINENO
        case SRANDOM, EPOCHSECONDS, EPOCHREALTIME, BASH_COMMAND, SHELLOPTS, BASHOPTS, DIRSTACK
        case GROUPS, PIPESTATUS, HOSTNAME_
    }

    /// The first that is told when it is asked, and the first that is not any more.
    static let dynamic = Known.LINENO.rawValue..<Known.HOSTNAME_.rawValue

    init() {
        for known in Known.allCases { _ = number(Array("\(known)".utf8)) }
    }

    /// The number of a name.
    func number(_ name: [UInt8]) -> Int {
        if let known = numbers[name] { return known }
        numbers[name] = texts.count
        texts.append(name)
        return texts.count - 1
    }

    /// The number of a name that is known.
    func known(_ name: [UInt8]) -> Int? { numbers[name] }

    /// The name of a number.
    func text(_ number: Int) -> [UInt8] { texts[number] }
}
