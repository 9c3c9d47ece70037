internal import LayBounds
internal import LayFiles

/// read and getopts.
enum InputBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("read") { try ReadCommand($0, $1).run() },
        ShellBuiltin("getopts") { shell, arguments in
            let arguments = [arguments[0]] + (try shell.operands(arguments))
            guard arguments.count >= 3 else {
                switch shell.dialect {
                case .dash:
                    throw try shell.misuse("getopts", "Usage: getopts optstring var [arg...]")
                case .ash:
                    throw try shell.misuse("getopts", "usage: getopts optstring var [arg...]")
                case .bash:
                    try shell.context.errors.write(
                        "getopts: usage: getopts optstring name [arg ...]\n")
                    return 2
                }
            }
            let words = arguments.count > 3 ? Array(arguments[3...]) : shell.parameters
            let index = shell.variable(ShellNames.Known.optind.rawValue)?.value?.bytes
            let wanted = index.flatMap(Decimal.number) ?? 1
            let isOther = shell.dialect.isBash && shell.scanner.index != wanted
            if isOther || shell.optionOffset == 0 {
                shell.scanner.assign(wanted)
            }
            let reports =
                try shell.value(of: ShellNames.Known.opterr.rawValue) != [48]
            let step = shell.scanner.step(
                arguments[1], words, dialect: shell.dialect, reportsErrors: reports)
            if let complaint = step.complaint {
                try shell.context.errors.write(
                    shell.dialect.isBash
                        ? "\(shell.shown(shell.arg0)): \(complaint)\n" : "\(complaint)\n")
            }
            try shell.assign(
                Decimal.bytes(shell.scanner.index), to: ShellNames.Known.optind.rawValue)
            shell.optionOffset = 1
            if let argument = step.argument {
                if let argument {
                    try shell.assign(argument, to: ShellNames.Known.optarg.rawValue)
                } else {
                    try shell.unset(ShellNames.Known.optarg.rawValue)
                }
            }
            guard ShellBytes.isName(arguments[2]) else {
                let text = shell.shown(arguments[2])
                if shell.dialect.isBash {
                    try shell.complain("getopts: `\(text)': not a valid identifier")
                    return 1
                }
                throw try shell.misuse("getopts", "\(text): bad variable name")
            }
            try shell.assign([step.name], to: shell.names.number(arguments[2]))
            return step.status
        },
    ]
}

extension Shell {
    /// A line of a descriptor without its newline; `nil` at the end.
    func readLine(from number: Int) throws -> [UInt8]? {
        guard let channel = context.descriptors[number] else { return nil }
        var line = try channel.readLine()
        if line.isEmpty { return nil }
        if line.last == 10 { line.removeLast() }
        return line
    }
}

/// `read`.
struct ReadCommand {
    private let shell: Shell
    private let arguments: [[UInt8]]
    private var isRaw = false
    private var delimiter: UInt8 = 10
    private var count: Int?
    private var isExact = false
    private var prompt: [UInt8] = []
    private var descriptor = 0
    private var array: [UInt8]?
    private var timeout: Double?
    private var names: [[UInt8]] = []
    private var failure: Int?

    init(_ shell: Shell, _ arguments: [[UInt8]]) throws {
        self.shell = shell
        self.arguments = arguments
        let allowed =
            switch shell.dialect {
            case .dash: "rp"
            case .ash: "rspdntu"
            case .bash: "rsedpnNtuai"
            }
        var place = 1
        func refused(_ letter: UInt8) throws -> ShellAbort {
            switch shell.dialect {
            case .dash:
                return try shell.misuse("read", "Illegal option -\(shell.shown([letter]))")
            case .ash:
                return try shell.misuse("read", "illegal option -\(shell.shown([letter]))")
            case .bash:
                return try shell.badOption("read", "-\(shell.shown([letter]))")
            }
        }
        while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                guard allowed.utf8.contains(letter) else { throw try refused(letter) }
                guard "pdnNtuai".utf8.contains(letter) else {
                    if letter == UInt8(ascii: "r") { isRaw = true }
                    continue
                }
                let value: [UInt8]
                if letters.isEmpty {
                    guard place < arguments.count else {
                        throw try shell.misuse(
                            "read",
                            shell.dialect == .dash
                                ? "No arg for -\(shell.shown([letter])) option"
                                : shell.dialect == .ash
                                    ? "no arg for -\(shell.shown([letter])) option"
                                    : "-\(shell.shown([letter])): option requires an argument",
                            status: 2)
                    }
                    value = arguments[place]
                    place += 1
                } else {
                    value = Array(letters)
                    letters = []
                }
                try take(letter, value)
            }
        }
        names = Array(arguments[place...])
    }

    private mutating func take(_ letter: UInt8, _ value: [UInt8]) throws {
        switch letter {
        case UInt8(ascii: "p"): prompt = value
        case UInt8(ascii: "d"): delimiter = value.first ?? 0
        case UInt8(ascii: "n"), UInt8(ascii: "N"):
            guard let number = Decimal.number(value), number >= 0 else {
                throw try shell.misuse("read", "\(shell.shown(value)): invalid number", status: 1)
            }
            count = number
            isExact = letter == UInt8(ascii: "N")
        case UInt8(ascii: "t"):
            guard let seconds = Double(shell.shown(value)), seconds >= 0 else {
                throw try shell.misuse(
                    "read", "\(shell.shown(value)): invalid timeout specification", status: 1)
            }
            timeout = seconds
        case UInt8(ascii: "u"):
            guard let number = Decimal.number(value), number >= 0 else {
                throw try shell.misuse(
                    "read", "\(shell.shown(value)): invalid file descriptor specification",
                    status: 1)
            }
            descriptor = number
        case UInt8(ascii: "a"):
            array = value
            guard ShellBytes.isName(value) else {
                throw try shell.misuse(
                    "read", "`\(shell.shown(value))': not a valid identifier", status: 1)
            }
        default: break
        }
    }

    func run() throws -> Int {
        if names.isEmpty, array == nil, shell.dialect == .dash {
            throw try shell.misuse("read", "arg count")
        }
        for name in names + (array.map { [$0] } ?? []) {
            let base = Array(name.prefix { $0 != 91 })
            guard ShellBytes.isName(base) else {
                if shell.dialect.isBash {
                    if name != names.first { continue }
                    try shell.complain("read: `\(shell.shown(name))': not a valid identifier")
                    return 1
                }
                throw try shell.misuse("read", "\(shell.shown(name)): bad variable name")
            }
        }
        guard let channel = shell.context.descriptors[descriptor] else {
            if shell.dialect.isBash {
                try shell.complain(
                    "read: \(descriptor): invalid file descriptor: Bad file descriptor")
            }
            return 1
        }
        if timeout == 0 { return 0 }
        if let timeout, timeout > 0, shell.dialect != .dash {
            // What came meanwhile is taken; a signal's status tells that more was wanted.
            if try !channel.waitForBytes(seconds: timeout) {
                try keep([], [])
                return 142
            }
        }
        let (line, escaped, ended) = try line(channel)
        return try keep(line, escaped) && ended ? 0 : 1
    }

    /// The bytes up to the delimiter, which of them a backslash stood before, and whether the
    /// delimiter came.
    private func line(_ channel: Channel) throws -> ([UInt8], [Bool], ended: Bool) {
        if isRaw, count == nil {
            var line = try channel.readLine(delimiter)
            let ended = line.last == delimiter
            if ended { line.removeLast() }
            try shell.context.account.work(line.count)
            if line.contains(0), delimiter != 0 { line.removeAll { $0 == 0 } }
            return (line, [], ended)
        }
        var line: [UInt8] = []
        var escaped: [Bool] = []
        var hasEscapes = false
        var pending = false
        while true {
            if let count, line.count >= count { return (line, hasEscapes ? escaped : [], true) }
            var piece: [UInt8]
            if count != nil {
                piece = try channel.read(1)
            } else {
                piece = try channel.readLine(delimiter)
            }
            try shell.context.account.work(piece.count + 1)
            if piece.isEmpty { return (line, hasEscapes ? escaped : [], false) }
            for byte in piece {
                if pending {
                    pending = false
                    if byte == 10, !isRaw { continue }
                    line.append(byte)
                    escaped.append(true)
                    continue
                }
                if byte == UInt8(ascii: "\\"), !isRaw {
                    pending = true
                    hasEscapes = true
                    continue
                }
                if byte == delimiter, !isExact { return (line, hasEscapes ? escaped : [], true) }
                if byte == 0 { continue }
                line.append(byte)
                escaped.append(false)
            }
        }
    }

    /// Stores what was read; false where a variable may not be changed, which ends no shell.
    @discardableResult
    private func keep(_ line: [UInt8], _ escaped: [Bool]) throws -> Bool {
        do {
            try store(line, escaped)
            for name in names where !ShellBytes.isName(Array(name.prefix { $0 != 91 })) {
                try shell.complain("read: `\(shell.shown(name))': not a valid identifier")
                return false
            }
            return true
        } catch let abort as ShellAbort where shell.dialect.isBash && abort.isDiscard {
            return false
        }
    }

    private func store(_ line: [UInt8], _ escaped: [Bool]) throws {
        let ifs =
            shell.variable(ShellNames.Known.ifs.rawValue)?.value?.bytes ?? [32, 9, 10]
        if let array {
            let fields = ReadSplitter.all(line, escaped: escaped, ifs: ifs)
            let symbol = try shell.resolved(shell.names.number(array))
            var variable = shell.variable(symbol) ?? ShellVariable()
            variable.value = .indexed(IndexedArray(fields))
            shell.store(variable, at: symbol)
            return
        }
        if names.isEmpty {
            try shell.assign(line, to: ShellNames.Known.reply.rawValue)
            return
        }
        if isExact {
            try shell.assignElement(named: names[0], line)
            for name in names.dropFirst()
            where ShellBytes.isName(Array(name.prefix { $0 != 91 })) {
                try shell.assignElement(named: name, [])
            }
            return
        }
        let fields = ReadSplitter.split(
            line, escaped: escaped, ifs: ifs, count: names.count, dialect: shell.dialect)
        for (name, field) in zip(names, fields) {
            guard ShellBytes.isName(Array(name.prefix { $0 != 91 })) else { return }
            try shell.assignElement(named: name, field)
        }
    }
}
