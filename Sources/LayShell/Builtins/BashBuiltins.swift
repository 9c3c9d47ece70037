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
                for name in shell.builtins.names {
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
            _ = try shell.operands(arguments)
            try shell.write("Built-in commands: \(shell.builtins.names.joined(separator: " "))\n")
            return 0
        },
        ShellBuiltin("history") { shell, arguments in
            if arguments.count > 1, arguments[1] == Array("-c".utf8) { shell.history = [] }
            for (index, entry) in shell.history.enumerated() {
                let number = String(index + 1)
                let padding = String(repeating: " ", count: max(0, 5 - number.utf8.count))
                try shell.write(Array("\(padding)\(number)  ".utf8) + entry)
            }
            return 0
        },
        ShellBuiltin("fc") { shell, _ in
            try shell.complain("fc: no command found")
            return 1
        },
        ShellBuiltin("bind") { shell, _ in
            try shell.complain("bind: warning: line editing not enabled")
            return 0
        },
        ShellBuiltin("dirs") { shell, arguments in
            let (letters, _) = try shell.letters(arguments, allowed: "clpv")
            if letters.contains(UInt8(ascii: "c")) {
                shell.directories = []
                return 0
            }
            try showDirectories(shell, letters)
            return 0
        },
        ShellBuiltin("pushd") { shell, arguments in
            let (_, rest) = try shell.letters(arguments, allowed: "n")
            let here = shell.logicalDirectory
            guard let word = rest.first else {
                guard let next = shell.directories.first else {
                    try shell.complain("pushd: no other directory")
                    return 1
                }
                if let error = DirectoryBuiltins.enter(shell, next, isPhysical: false) {
                    try shell.complain("pushd: \(shell.shown(next)): \(error.reason)")
                    return 1
                }
                shell.directories[0] = here
                try showDirectories(shell, [])
                return 0
            }
            if let turn = rotation(shell, word) {
                let all = [here] + shell.directories
                guard all.indices.contains(turn) else {
                    try shell.complain(
                        "pushd: \(shell.shown(word)): directory stack index out of range")
                    return 1
                }
                let turned = Array(all[turn...]) + all[..<turn]
                if let error = DirectoryBuiltins.enter(shell, turned[0], isPhysical: false) {
                    try shell.complain("pushd: \(shell.shown(turned[0])): \(error.reason)")
                    return 1
                }
                shell.directories = Array(turned.dropFirst())
                try showDirectories(shell, [])
                return 0
            }
            if let error = DirectoryBuiltins.enter(shell, word, isPhysical: false) {
                try shell.complain("pushd: \(shell.shown(word)): \(error.reason)")
                return 1
            }
            shell.directories.insert(here, at: 0)
            try showDirectories(shell, [])
            return 0
        },
        ShellBuiltin("popd") { shell, arguments in
            let (_, rest) = try shell.letters(arguments, allowed: "n")
            guard !shell.directories.isEmpty else {
                try shell.complain("popd: directory stack empty")
                return 1
            }
            if let word = rest.first, let turn = rotation(shell, word), turn > 0 {
                guard shell.directories.indices.contains(turn - 1) else {
                    try shell.complain(
                        "popd: \(shell.shown(word)): directory stack index out of range")
                    return 1
                }
                shell.directories.remove(at: turn - 1)
                try showDirectories(shell, [])
                return 0
            }
            let next = shell.directories[0]
            if let error = DirectoryBuiltins.enter(shell, next, isPhysical: false) {
                try shell.complain("popd: \(shell.shown(next)): \(error.reason)")
                return 1
            }
            shell.directories.removeFirst()
            try showDirectories(shell, [])
            return 0
        },
    ]

    /// `+1` and `-0` of pushd and popd as a place in the stack.
    private static func rotation(_ shell: Shell, _ word: [UInt8]) -> Int? {
        guard word.count > 1, word[0] == 43 || word[0] == 45,
            let number = Decimal.number(Array(word.dropFirst()))
        else { return nil }
        return word[0] == 43 ? number : shell.directories.count - number
    }

    private static func showDirectories(_ shell: Shell, _ letters: [UInt8]) throws {
        let home = try shell.value(of: ShellNames.Known.home.rawValue) ?? []
        let isLong = letters.contains(UInt8(ascii: "l"))
        let all = ([shell.logicalDirectory] + shell.directories).map { path -> [UInt8] in
            guard !isLong, !home.isEmpty, home != [47], path.starts(with: home),
                path.count == home.count || path[home.count] == 47
            else { return path }
            return [126] + path[home.count...]
        }
        if letters.contains(UInt8(ascii: "v")) {
            for (index, path) in all.enumerated() {
                try shell.write(Array("\(index < 10 ? " " : "")\(index)  ".utf8) + path + [10])
            }
        } else if letters.contains(UInt8(ascii: "p")) {
            for path in all { try shell.write(path + [10]) }
        } else {
            try shell.write(shell.joined(all, [32]) + [10])
        }
    }

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
        if rest.isEmpty, has("o") {
            try shell.write(shell.optionList(reusable: has("p")))
            return 0
        }
        func line(_ name: String, _ isOn: Bool) -> String {
            if has("p") { return "shopt -\(isOn ? "s" : "u") \(name)\n" }
            return name + String(repeating: " ", count: max(0, 15 - name.utf8.count)) + "\t"
                + (isOn ? "on" : "off") + "\n"
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
            if has("o") {
                if !shell.isOption(word) { status = 1 }
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
        if origin != nil, case .indexed(let old)? = shell.variable(symbol)?.value { array = old }
        var index = origin ?? 0
        var count = 0
        for _ in 0..<skipped where try channel.readLine(delimiter).isEmpty { break }
        while most == 0 || count < most {
            try shell.context.step()
            var line = try channel.readLine(delimiter)
            if line.isEmpty { break }
            if trims, line.last == delimiter { line.removeLast() }
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
