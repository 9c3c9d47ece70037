internal import LayBounds

/// Commands that set and show variables.
enum VariableBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("export", isSpecial: true) { try mark($0, $1, .exported) },
        ShellBuiltin("readonly", isSpecial: true) { try mark($0, $1, .readOnly) },
        ShellBuiltin("local", isSpecial: true) { shell, arguments in
            guard !shell.frames.isEmpty else {
                throw try shell.misuse(
                    "local",
                    shell.dialect == .bash
                        ? "can only be used in a function" : "not in a function")
            }
            if shell.dialect.isBash {
                return try Declaring.declare(shell, arguments, isLocal: true)
            }
            return try local(shell, arguments)
        },
        ShellBuiltin("unset", isSpecial: true) { try unset($0, $1) },
        ShellBuiltin("set", isSpecial: true) { try set($0, $1) },
        ShellBuiltin("shift", isSpecial: true) { shell, arguments in
            var count = 1
            var words = arguments.dropFirst()
            if words.first == [45, 45] { words = words.dropFirst() }
            if let word = words.first {
                guard let number = Decimal.number(word), number >= 0 else {
                    let text = shell.shown(word)
                    switch shell.dialect {
                    case .dash: throw try shell.misuse("shift", "Illegal number: \(text)")
                    case .ash: throw try shell.misuse("shift", "illegal number: \(text)")
                    case .bash:
                        if Decimal.number(word) != nil {
                            try shell.complain("shift: \(text): shift count out of range")
                            return 1
                        }
                        throw try shell.misuse(
                            "shift", "\(text): numeric argument required", status: 1)
                    }
                }
                count = number
                if shell.dialect.isBash, words.count > 1 {
                    throw try shell.failure(
                        "shift: too many arguments", status: 1)
                }
            }
            guard count <= shell.parameters.count else {
                switch shell.dialect {
                case .dash: throw try shell.misuse("shift", "can't shift that many")
                case .ash: return 1
                case .bash:
                    if shell.options.contains(.shiftVerbose) {
                        try shell.complain("shift: \(count): shift count out of range")
                    }
                    return 1
                }
            }
            shell.parameters.removeFirst(count)
            return 0
        },
    ]

    /// A name and what follows its `=`.
    static func divided(_ word: [UInt8]) -> (name: [UInt8], value: [UInt8]?) {
        guard let place = word.firstIndex(of: UInt8(ascii: "=")) else { return (word, nil) }
        return (Array(word[..<place]), Array(word[(place + 1)...]))
    }

    private static func mark(
        _ shell: Shell, _ arguments: [[UInt8]], _ flag: ShellVariable.Flags
    ) throws -> Int {
        if shell.dialect.isBash { return try Declaring.mark(shell, arguments, flag) }
        let name = shell.shown(arguments[0])
        let (letters, rest) = try shell.letters(
            arguments, allowed: shell.dialect == .ash && flag == .exported ? "pn" : "p")
        if rest.isEmpty {
            for symbol in shell.sortedSymbols {
                guard let variable = shell.variable(symbol), variable.flags.contains(flag) else {
                    continue
                }
                var line = Array("\(name) ".utf8) + shell.names.text(symbol)
                if let value = variable.value?.bytes {
                    line +=
                        [61]
                        + ShellQuoting.declaredValue(
                            value, dialect: shell.dialect, utf8: false)
                }
                try shell.write(line + [10])
            }
            return 0
        }
        for word in rest {
            let (key, value) = divided(word)
            guard ShellBytes.isName(key) else {
                throw try shell.misuse(
                    name,
                    shell.dialect == .ash
                        ? "\(shell.shown(key)): bad variable name"
                        : "\(shell.shown(key)): bad variable name")
            }
            let symbol = shell.names.number(key)
            if let value { try shell.assign(value, to: symbol, by: name) }
            var variable = shell.variable(symbol) ?? ShellVariable()
            if letters.contains(UInt8(ascii: "n")) {
                variable.flags.remove(flag)
            } else {
                variable.flags.insert(flag)
            }
            shell.put(variable, at: symbol)
        }
        return 0
    }

    private static func local(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        for word in arguments.dropFirst() {
            if word == [45] {
                shell.saveOptions()
                continue
            }
            let (key, value) = divided(word)
            guard ShellBytes.isName(key) else {
                throw try shell.misuse("local", "\(shell.shown(key)): bad variable name")
            }
            let symbol = shell.names.number(key)
            if shell.dialect == .ash, value != nil,
                shell.variable(symbol)?.flags.contains(.readOnly) == true
            {
                throw try shell.isReadOnly(symbol, by: "")
            }
            try shell.makeLocal(symbol, keeps: shell.dialect == .dash)
            if let value { try shell.assign(value, to: symbol) }
        }
        return 0
    }

    private static func unset(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let (letters, rest) = try shell.letters(
            arguments, allowed: shell.dialect.isBash ? "fvn" : "fv")
        let onlyFunctions = letters.contains(UInt8(ascii: "f"))
        let onlyVariables = letters.contains(UInt8(ascii: "v"))
        var status = 0
        for word in rest {
            if onlyFunctions {
                guard let symbol = shell.names.known(word) else { continue }
                if shell.dialect.isBash, shell.readOnlyFunctions.contains(symbol) {
                    try shell.complain(
                        "unset: \(shell.shown(word)): cannot unset: readonly function")
                    status = 1
                    continue
                }
                shell.functions[symbol] = nil
                continue
            }
            if shell.dialect.isBash, let open = word.firstIndex(of: 91),
                word.last == UInt8(ascii: "]")
            {
                let symbol = try shell.resolved(shell.names.number(Array(word[..<open])))
                if shell.variable(symbol)?.flags.contains(.readOnly) == true {
                    try shell.complain(
                        "unset: \(shell.shown(Array(word[..<open]))): cannot unset: readonly variable"
                    )
                    status = 1
                    continue
                }
                if try !shell.unsetElement(symbol, Array(word[(open + 1)..<(word.count - 1)])) {
                    status = 1
                }
                continue
            }
            guard ShellBytes.isName(word) else {
                if shell.dialect.isBash {
                    if let symbol = shell.names.known(word), shell.functions[symbol] != nil {
                        shell.functions[symbol] = nil
                        continue
                    }
                    // What is no name may be a function's.
                    guard onlyVariables else { continue }
                    try shell.complain("unset: `\(shell.shown(word))': not a valid identifier")
                    status = 1
                    continue
                }
                throw try shell.misuse("unset", "\(shell.shown(word)): bad variable name")
            }
            if shell.dialect == .dash, word == Array("OPTIND".utf8) {
                // It has to be a number.
                throw try shell.misuse("unset", "Illegal number: ")
            }
            var symbol = shell.names.number(word)
            if !letters.contains(UInt8(ascii: "n")), shell.dialect.isBash,
                let variable = shell.variable(symbol), variable.flags.contains(.reference),
                let target = variable.value?.bytes, let open = target.firstIndex(of: 91),
                target.last == 93
            {
                // A reference to an element: that one goes.
                if try !shell.unsetElement(
                    shell.names.number(Array(target[..<open])),
                    Array(target[(open + 1)..<(target.count - 1)]))
                {
                    status = 1
                }
                continue
            }
            if !letters.contains(UInt8(ascii: "n")) { symbol = try shell.resolved(symbol) }
            if letters.contains(UInt8(ascii: "n")),
                shell.variable(symbol)?.flags.contains(.reference) != true
            {
                continue
            }
            if let variable = shell.variable(symbol) {
                if variable.flags.contains(.readOnly) {
                    if shell.dialect.isBash {
                        try shell.complain(
                            "unset: \(shell.shown(word)): cannot unset: readonly variable")
                        status = 1
                        continue
                    }
                    throw try shell.misuse("unset", "\(shell.shown(word)): is read only")
                }
                try shell.unset(symbol)
                if ShellNames.dynamic.contains(symbol) { shell.plainNames.insert(symbol) }
            } else if ShellNames.dynamic.contains(symbol), !onlyFunctions {
                // What is told when it is asked is a variable like any other from now on.
                shell.plainNames.insert(symbol)
            } else if shell.dialect.isBash, !onlyVariables, shell.functions[symbol] != nil {
                shell.functions[symbol] = nil
            }
        }
        return status
    }

    private static func set(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var words = arguments.dropFirst()
        if words.isEmpty {
            for symbol in shell.sortedSymbols {
                guard let value = shell.variable(symbol)?.value else { continue }
                var line = shell.names.text(symbol) + [61]
                switch value {
                case .indexed, .keyed: line += shell.listText(value)
                default:
                    line += ShellQuoting.setValue(
                        value.bytes ?? [], dialect: shell.dialect, utf8: shell.isUTF8)
                }
                try shell.write(line + [10])
            }
            if shell.dialect.isBash, !shell.isStrict {
                for (_, function) in shell.functions.sorted(by: {
                    shell.names.text($0.key).lexicographicallyPrecedes(shell.names.text($1.key))
                }) {
                    try shell.write(function.shown)
                }
            }
            return 0
        }
        var setsParameters = false
        while let word = words.first {
            guard let sign = word.first, sign == 45 || sign == 43 else {
                setsParameters = true
                break
            }
            words = words.dropFirst()
            if word == [45, 45] {
                setsParameters = true
                break
            }
            if word == [45] {
                shell.options.subtract([.xtrace, .verbose])
                setsParameters = !words.isEmpty
                break
            }
            // Alone it names no option.
            if word == [43] { continue }
            let isOn = word[0] == 45
            for letter in word.dropFirst() {
                if letter == UInt8(ascii: "o") {
                    guard let name = words.first else {
                        try shell.write(shell.optionList(reusable: !isOn))
                        continue
                    }
                    words = words.dropFirst()
                    guard shell.setOption(named: name, isOn, isShopt: false) else {
                        let text = shell.shown(name)
                        switch shell.dialect {
                        case .dash:
                            throw try shell.misuse(
                                "set", "Illegal option \(isOn ? "-" : "+")o \(text)")
                        case .ash:
                            try shell.complain("set: illegal option \(isOn ? "-" : "+")o \(text)")
                            return 1
                        case .bash:
                            throw try shell.misuse(
                                "set", "\(text): invalid option name", status: 2)
                        }
                    }
                    continue
                }
                guard let option = shell.option(letter) else {
                    let text = "\(isOn ? "-" : "+")\(shell.shown([letter]))"
                    switch shell.dialect {
                    case .dash: throw try shell.misuse("set", "Illegal option \(text)")
                    case .ash: throw try shell.misuse("set", "illegal option \(text)")
                    case .bash:
                        try shell.complain("set: \(text): invalid option")
                        try shell.context.errors.write(
                            "set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n"
                        )
                        shell.status = 2
                        throw ShellAbort(status: 2, isDiscard: false, isUsage: true)
                    }
                }
                if isOn { shell.options.insert(option) } else { shell.options.remove(option) }
            }
        }
        if setsParameters {
            try shell.set(parameters: Array(words))
            shell.setParameters = true
        }
        return 0
    }
}

extension Shell {
    /// Variables in the order of their names.
    var sortedSymbols: [Int] {
        variables.indices.filter { variables[$0] != nil }.sorted {
            names.text($0).lexicographicallyPrecedes(names.text($1))
        }
    }

    /// Stores a variable whose value is as it was.
    func put(_ variable: ShellVariable, at symbol: Int) {
        if symbol < variables.count {
            variables[symbol] = variable
            cachedEnvironment = nil
        } else {
            store(variable, at: symbol)
        }
    }

    /// Keeps a variable as it is until the function returns.
    ///
    /// - Throws: `BoundReached` when so much may not be held.
    func makeLocal(_ symbol: Int, keeps: Bool = true) throws {
        guard let frame = frames.last else { return }
        let old = variable(symbol)
        if !frame.hides(symbol) {
            let kept = try kept(symbol)
            frames.change(frames.count - 1) { $0.saved.append(kept) }
            if !keeps, !frame.assigned.contains(symbol) {
                release(old?.value?.size ?? 0)
                store(
                    old.map { old in
                        ShellVariable(
                            value: nil, flags: old.flags.intersection([.exported]))
                    } ?? ShellVariable(), at: symbol)
            }
        }
    }

    func saveOptions() {
        guard let frame = frames.last, frame.options == nil else { return }
        frames.change(frames.count - 1) { $0.options = options }
    }

    /// Takes an element away; false, after a message, for an index before the first.
    func unsetElement(_ symbol: Int, _ text: [UInt8]) throws -> Bool {
        let text = try expanded(index: text)
        if text == [64] || text == [42] {
            if case .keyed(var array)? = variable(symbol)?.value, array[text] != nil {
                array[text] = nil
                variables[symbol]?.value = .keyed(array)
                return true
            }
            try unset(symbol)
            return true
        }
        switch variable(symbol)?.value {
        case .keyed(var array)?:
            array[text] = nil
            variables[symbol]?.value = .keyed(array)
        case .indexed(var array)?:
            let number = try integer(text)
            let index = number < 0 ? array.end &+ number : number
            guard index >= 0 else {
                try complain("unset: [\(shown(text))]: bad array subscript")
                return false
            }
            array[index] = nil
            variables[symbol]?.value = .indexed(array)
        case .some: if try integer(text) == 0 { try unset(symbol) }
        case nil: break
        }
        return true
    }

    /// An array as `set` and `declare -p` show it.
    func listText(_ value: ShellValue) -> [UInt8] {
        func element(_ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
            [91] + key + [93, 61]
                + ShellQuoting.declaredValue(value, dialect: .bash, utf8: isUTF8)
        }
        switch value {
        case .indexed(let array):
            let items = zip(array.indices, array.values).map { element(Decimal.bytes($0), $1) }
            return [40] + joined(items, [32]) + [41]
        case .keyed(let array):
            let items = array.keys.map {
                element(ShellQuoting.arrayKey($0, utf8: isUTF8), array[$0] ?? [])
            }
            return [40] + joined(items, [32]) + (items.isEmpty ? [41] : [32, 41])
        default: return value.bytes ?? []
        }
    }

    /// Attributes in the order in which bash tells them.
    private static let attributes: [(ShellVariable.Flags, String)] = [
        (.integer, "i"), (.reference, "n"), (.readOnly, "r"), (.traced, "t"), (.exported, "x"),
        (.capitalised, "c"), (.lowercase, "l"), (.uppercase, "u"),
    ]

    /// The letters of what `declare` set.
    func attributeLetters(of symbol: Int) -> String {
        guard let variable = variable(symbol) else { return "" }
        var letters = ""
        if case .indexed? = variable.value { letters += "a" }
        if case .keyed? = variable.value { letters += "A" }
        for (flag, letter) in Self.attributes where variable.flags.contains(flag) {
            letters += letter
        }
        return letters
    }

    /// `declare -p` of a variable, or `${x@A}`.
    func declaration(of symbol: Int, isForReuse: Bool) -> [UInt8] {
        let letters = attributeLetters(of: symbol)
        let name = names.text(symbol)
        let value = variable(symbol)?.value
        let isList: Bool
        switch value {
        case .indexed?, .keyed?: isList = true
        default: isList = false
        }
        if isForReuse, !isList {
            return ShellQuoting.atA(
                name: name, attributes: Array(letters.utf8), value: value?.bytes, utf8: isUTF8)
        }
        var line = Array("declare -\(letters.isEmpty ? "-" : letters) ".utf8) + name
        switch value {
        case .indexed?, .keyed?:
            if let value, variable(symbol)?.flags.contains(.bare) != true || value.size > 0 {
                line += [61] + listText(value)
            }
        case let plain?:
            line +=
                [61]
                + ShellQuoting.declaredValue(plain.bytes ?? [], dialect: .bash, utf8: isUTF8)
        case nil: break
        }
        return line
    }
}

extension ShellQuoting {
    static func reusable(_ value: [UInt8], _ dialect: ShellDialect) -> [UInt8] {
        atQ(value, utf8: false)
    }

    static func traced(_ word: [UInt8], _ dialect: ShellDialect) -> [UInt8] {
        traced(word, dialect: dialect, utf8: false)
    }

    static func key(_ key: [UInt8]) -> [UInt8] { arrayKey(key, utf8: false) }

    static func doubleQuoted(_ text: [UInt8]) -> [UInt8] { double(text) }
}
