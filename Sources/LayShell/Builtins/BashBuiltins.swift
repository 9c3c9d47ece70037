internal import LayBounds
internal import LayFiles

/// What bash has beside.
enum BashBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("source", isSpecial: true) { try ControlBuiltins.source($0, $1) },
        ShellBuiltin("let") { try letNumbers($0, $1) },
        ShellBuiltin("declare") { try Declaring.declare($0, $1, isLocal: false) },
        ShellBuiltin("typeset") { try Declaring.declare($0, $1, isLocal: false) },
        ShellBuiltin("shopt") { try shopt($0, $1) },
        ShellBuiltin("mapfile") { try mapFile($0, $1) },
        ShellBuiltin("readarray") { try mapFile($0, $1) },
        ShellBuiltin("builtin") { shell, arguments in
            let words = Array(try shell.operands(arguments))
            guard let name = words.first else { return 0 }
            guard let builtin = shell.builtins[name], shell.isEnabled(builtin) else {
                try shell.complain("builtin: \(shell.shown(name)): not a shell builtin")
                return 1
            }
            return try builtin.run(shell, words)
        },
        ShellBuiltin("enable") { shell, arguments in
            let (letters, rest) = try shell.letters(arguments, allowed: "anps")
            if rest.isEmpty {
                let onlySpecial = letters.contains(UInt8(ascii: "s"))
                for name in shell.builtins.names {
                    let isSpecial = shell.builtins[Array(name.utf8)]?.isSpecial ?? false
                    // `local` is one here alone, so that its errors end a function's script.
                    if onlySpecial, !isSpecial || name == "local" { continue }
                    let isOff = shell.disabled.contains(name)
                    if letters.contains(UInt8(ascii: "n")) != isOff { continue }
                    try shell.write("enable \(isOff ? "-n " : "")\(name)\n")
                }
                return 0
            }
            var status = 0
            for word in rest {
                guard shell.builtins[word] != nil else {
                    try shell.complain("enable: \(shell.shown(word)): not a shell builtin")
                    status = 1
                    continue
                }
                if letters.contains(UInt8(ascii: "n")) {
                    shell.disabled.insert(shell.shown(word))
                } else {
                    shell.disabled.remove(shell.shown(word))
                }
            }
            return status
        },
        ShellBuiltin("caller") { shell, arguments in
            let calls = shell.calls
            if shell.frames.isEmpty, shell.sources.isEmpty { return 1 }
            if arguments.count < 2 {
                let place = calls.first
                let file = calls.count > 1 ? shell.shown(calls[1].file) : "NULL"
                try shell.write("\(place?.line ?? 0) \(file)\n")
                return calls.isEmpty && shell.isCommandText ? 1 : 0
            }
            guard let level = Decimal.number(arguments[1]) else {
                if arguments[1].first == 45 { _ = try shell.operands(arguments) }
                try shell.complain("caller: \(shell.shown(arguments[1])): invalid number")
                return 2
            }
            guard level >= 0, level + 1 < calls.count else { return 1 }
            let outer = calls[level + 1]
            try shell.write(
                "\(calls[level].line) \(shell.shown(outer.name)) \(shell.shown(outer.file))\n")
            return 0
        },
        ShellBuiltin("disown") { shell, arguments in
            let (_, rest) = try shell.letters(arguments, allowed: "ahr")
            for word in rest {
                if let job = try shell.job(word) { shell.jobs.removeAll { $0 === job } }
            }
            if rest.isEmpty { _ = shell.jobs.popLast() }
            return 0
        },
        ShellBuiltin("suspend") { shell, _ in
            try shell.complain("suspend: cannot suspend: no job control")
            return 1
        },
        ShellBuiltin("logout") { shell, _ in
            try shell.complain("logout: not login shell: use `exit'")
            return 1
        },
        ShellBuiltin("help") { shell, arguments in
            let (letters, rest) = try shell.letters(arguments, allowed: "dms")
            if rest.isEmpty {
                try shell.write(
                    "Built-in commands: \(shell.builtins.names.joined(separator: " "))\n")
            }
            var status = 0
            for word in rest {
                let pattern = ShellPattern(word, dialect: shell.dialect)
                let exact = shell.builtins.names.filter { Array($0.utf8) == word }
                let found =
                    try exact.isEmpty
                    ? shell.builtins.names.filter {
                        try pattern.matches(Array($0.utf8)) || Array($0.utf8).starts(with: word)
                    } : exact
                let isShort = letters.contains(UInt8(ascii: "s"))
                for name in found {
                    let usage = BuiltinUsage.bash(name) ?? name
                    try shell.write(
                        isShort || letters.isEmpty ? "\(name): \(usage)\n" : "\(name)\n")
                }
                guard found.isEmpty else { continue }
                let text = shell.shown(word)
                try shell.complain(
                    "help: no help topics match `\(text)'.  Try `help help' or `man -k \(text)' "
                        + "or `info \(text)'.")
                status = 1
            }
            return status
        },
        ShellBuiltin("fc") { shell, _ in
            try shell.complain("fc: no command found")
            return 1
        },
        ShellBuiltin("bind") { shell, _ in
            try shell.complain("bind: warning: line editing not enabled")
            return 0
        },
    ]

    static func letNumbers(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        guard arguments.count > 1 else {
            try shell.complain("let: expression expected")
            return 1
        }
        var last = 0
        for word in arguments.dropFirst() {
            do {
                last = try shell.integer(word)
            } catch let abort as ShellAbort where abort.isDiscard {
                return 1
            }
        }
        return last == 0 ? 1 : 0
    }

    private static func shopt(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        let (letters, rest) = try shell.letters(arguments, allowed: "pqsuo")
        func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }
        var status = 0
        if has("s"), has("u") {
            try shell.complain("shopt: cannot set and unset shell options simultaneously")
            return 1
        }
        func line(_ name: String, _ isOn: Bool) -> String {
            if has("p") { return "shopt -\(isOn ? "s" : "u") \(name)\n" }
            return name + String(repeating: " ", count: max(0, 15 - name.utf8.count)) + "\t"
                + (isOn ? "on" : "off") + "\n"
        }
        if has("o"), !has("s"), !has("u"), !rest.isEmpty {
            for word in rest {
                guard let isOn = shell.namedOption(word) else {
                    try shell.complain("shopt: \(shell.shown(word)): invalid option name")
                    status = 1
                    continue
                }
                if !isOn { status = 1 }
                if !has("q") {
                    let name = shell.shown(word)
                    try shell.write(
                        has("p") ? "set \(isOn ? "-" : "+")o \(name)\n" : line(name, isOn))
                }
            }
            return status
        }
        if rest.isEmpty, has("o") {
            try shell.write(shell.optionList(reusable: has("p")))
            return 0
        }
        if rest.isEmpty {
            for (name, option) in Shell.shopts {
                let isOn = shell.isOn(name, option)
                if has("s"), !isOn { continue }
                if has("u"), isOn { continue }
                if !has("q") { try shell.write(line(name, isOn)) }
            }
            return 0
        }
        for word in rest {
            if has("s") || has("u") {
                if !shell.setOption(named: word, has("s"), isShopt: !has("o")) {
                    try shell.complain(
                        "shopt: \(shell.shown(word)): invalid \(has("o") ? "" : "shell ")option name"
                    )
                    status = 1
                }
                continue
            }
            guard let option = Shell.shopts.first(where: { $0.0 == shell.shown(word) })?.1 else {
                try shell.complain("shopt: \(shell.shown(word)): invalid shell option name")
                status = 1
                continue
            }
            let isOn = shell.isOn(shell.shown(word), option)
            if !isOn { status = 1 }
            if !has("q") { try shell.write(line(shell.shown(word), isOn)) }
        }
        return status
    }

    private static func mapFile(_ shell: Shell, _ arguments: [[UInt8]]) throws -> Int {
        var place = 1
        var delimiter: UInt8 = 10
        var trims = false
        var most = 0
        var origin: Int?
        var skipped = 0
        var descriptor = 0
        var callback: [UInt8]?
        var quantum = 5000
        let name = shell.shown(arguments[0])
        while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                if letter == UInt8(ascii: "t") {
                    trims = true
                    continue
                }
                guard "dnOsuCc".utf8.contains(letter) else {
                    throw try shell.badOption(name, "-\(shell.shown([letter]))")
                }
                let value: [UInt8]
                if letters.isEmpty {
                    guard place < arguments.count else {
                        throw try shell.misuse(
                            name, "-\(shell.shown([letter])): option requires an argument",
                            status: 2)
                    }
                    value = arguments[place]
                    place += 1
                } else {
                    value = Array(letters)
                    letters = []
                }
                let number = Decimal.number(value) ?? 0
                if "nOsuc".utf8.contains(letter), Decimal.number(value).map({ $0 < 0 }) ?? true {
                    let what =
                        letter == UInt8(ascii: "u")
                        ? "invalid file descriptor specification"
                        : letter == UInt8(ascii: "O")
                            ? "invalid array origin"
                            : letter == UInt8(ascii: "c")
                                ? "invalid callback quantum" : "invalid line count"
                    throw try shell.misuse(
                        name, "\(shell.shown(value)): \(what)", status: 1)
                }
                switch letter {
                case UInt8(ascii: "d"): delimiter = value.first ?? 0
                case UInt8(ascii: "n"): most = number
                case UInt8(ascii: "O"): origin = number
                case UInt8(ascii: "s"): skipped = number
                case UInt8(ascii: "u"): descriptor = number
                case UInt8(ascii: "C"): callback = value
                default: quantum = max(1, number)
                }
            }
        }
        let target = place < arguments.count ? arguments[place] : Array("MAPFILE".utf8)
        guard ShellBytes.isName(target) else {
            try shell.complain("\(name): `\(shell.shown(target))': not a valid identifier")
            return 1
        }
        guard let channel = shell.context.descriptors[descriptor] else {
            try shell.complain(
                "\(name): \(descriptor): invalid file descriptor: Bad file descriptor")
            return 1
        }
        let symbol = try shell.resolved(shell.names.number(target))
        if case .keyed? = shell.variable(symbol)?.value {
            try shell.complain("\(name): \(shell.shown(target)): not an indexed array")
            return 1
        }
        var array = IndexedArray()
        if origin != nil {
            switch shell.variable(symbol)?.value {
            case .indexed(let old)?: array = old
            case let old?: array[0] = old.bytes ?? []
            case nil: break
            }
        }
        var index = origin ?? 0
        var count = 0
        for _ in 0..<skipped where try channel.readLine(delimiter).isEmpty { break }
        while most == 0 || count < most {
            try shell.context.step()
            var line = try channel.readLine(delimiter)
            if line.isEmpty { break }
            if trims, line.last == delimiter { line.removeLast() }
            // A value ends before a NUL.
            if let end = line.firstIndex(of: 0) { line.removeSubrange(end...) }
            count += 1
            if let callback, count % quantum == 0 {
                let text =
                    callback + [32] + Decimal.bytes(index) + [32]
                    + ShellQuoting.atQ(line, utf8: false)
                try shell.run(text: text)
            }
            array[index] = line
            index += 1
        }
        var variable = shell.variable(symbol) ?? ShellVariable()
        try shell.hold(array.size, insteadOf: variable.value?.size ?? 0)
        variable.value = .indexed(array)
        shell.store(variable, at: symbol)
        return 0
    }
}
