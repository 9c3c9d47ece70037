internal import LayBounds

/// The names of variables and functions of a command, each with a number.
final class ShellNames {
    private var numbers: [[UInt8]: Int] = [:]
    private(set) var texts: [[UInt8]] = []
    /// Who pays for the names of scripts, and what was paid.
    private let payer = MemoryAccount.current
    private var paid = 0

    /// Names with a meaning of their own, which have the first numbers in this order.
    enum Known: Int, CaseIterable {
        case ifs, path, home, pwd, oldpwd, optind, optarg, opterr, ppid, ps1, ps2, ps4, env
        case reply, lang, lcAll, lcCtype, columns, mapfile, bashRematch, timeformat
        case globignore, cdpath, coproc, funcnest, bashEnv, posixlyCorrect
        // What is told when it is asked.
        case lineno, random, seconds, bashpid, bashSubshell, funcname, bashSource, bashLineno
        case srandom, epochseconds, epochrealtime, bashCommand, shellopts, bashopts, dirstack
        case groups, pipestatus, bashArgc, bashArgv, end
    }

    /// The names as scripts write them: `lcAll` is `LC_ALL`.
    private static let knownTexts = Known.allCases.map { known in
        Array("\(known)".utf8).flatMap { byte -> [UInt8] in
            byte &- 65 < 26 ? [UInt8(ascii: "_"), byte] : byte &- 97 < 26 ? [byte & 0xdf] : [byte]
        }
    }

    /// The first that is told when it is asked, and the first that is not any more.
    static let dynamic = Known.lineno.rawValue..<Known.end.rawValue

    init() {
        for text in Self.knownTexts { _ = number(text) }
    }

    /// The number of a name.
    func number(_ name: [UInt8]) -> Int {
        if let known = numbers[name] { return known }
        numbers[name] = texts.count
        texts.append(name)
        let bytes = name.count + Self.entryBytes
        payer?.charge(bytes)
        paid += bytes
        return texts.count - 1
    }

    deinit { payer?.credit(paid) }

    /// What a name takes beside its bytes, with its place in the tables of variables.
    private static let entryBytes = 192

    /// The number of a name that is known.
    func known(_ name: [UInt8]) -> Int? { numbers[name] }

    /// The name of a number.
    func text(_ number: Int) -> [UInt8] { texts[number] }
}
