internal import LayBounds

/// `declare`, `typeset`, and bash's `local`, `export` and `readonly`.
enum Declaring {
    static func mark(_ shell: Shell, _ arguments: [[UInt8]], _ flag: ShellVariable.Flags) throws
        -> Int
    {
        let name = shell.shown(arguments[0])
        let (letters, rest) = try shell.letters(
            arguments, allowed: flag == .exported ? "aAfnp" : "aAfp")
        let isOff = letters.contains(UInt8(ascii: "n"))
        if letters.contains(UInt8(ascii: "f")) {
            for word in rest {
                guard let symbol = shell.names.known(word), shell.functions[symbol] != nil else {
                    try shell.complain("\(name): \(shell.shown(word)): not a function")
                    return 1
                }
                if flag == .readOnly { shell.readOnlyFunctions.insert(symbol) }
            }
            return 0
        }
        if rest.isEmpty {
            for symbol in shell.sortedSymbols
            where shell.variable(symbol)?.flags.contains(flag) == true {
                try shell.write(shell.declaration(of: symbol, isForReuse: false) + [10])
            }
            return 0
        }
        var status = 0
        for (place, word) in zip(rest.indices, rest) {
            let (target, value, isAppended) = target(word)
            guard ShellBytes.isName(target.prefix { $0 != 91 }.map(\.self)) else {
                try shell.complain("\(name): `\(shell.shown(word))': not a valid identifier")
                status = 1
                continue
            }
            if shell.isElementReference(shell.names.number(target)) {
                let text = shell.variable(shell.names.number(target))?.value?.bytes ?? []
                try shell.complain("\(name): `\(shell.shown(text))': not a valid identifier")
                continue
            }
            let symbol = try shell.resolved(shell.names.number(target))
            if let list = shell.declaredLists.first(where: { $0.word == place })?.assignment,
                case .list(let elements) = list.value
            {
                try shell.assign(
                    list: elements, to: symbol, isAppended: list.isAppended,
                    isKeyed: letters.contains(UInt8(ascii: "A")))
            } else if let value {
                if shell.variable(symbol)?.flags.contains(.readOnly) == true {
                    try shell.complain("\(shell.shown(target)): readonly variable")
                    status = 1
                    continue
                }
                try shell.assign(value, to: symbol, isAppended: isAppended)
            }
            var variable = shell.variable(symbol) ?? ShellVariable()
            if isOff { variable.flags.remove(flag) } else { variable.flags.insert(flag) }
            shell.put(variable, at: symbol)
        }
        return status
    }

    /// A word's name, value, and whether the value is added.
    private static func target(_ word: [UInt8]) -> ([UInt8], [UInt8]?, isAppended: Bool) {
        let (name, value) = VariableBuiltins.divided(word)
        if value != nil, name.last == UInt8(ascii: "+") {
            return (Array(name.dropLast()), value, true)
        }
        return (name, value, false)
    }

    static func declare(_ shell: Shell, _ arguments: [[UInt8]], isLocal: Bool) throws -> Int {
        let command = shell.shown(arguments[0])
        var on: [UInt8] = []
        var off: [UInt8] = []
        var place = 1
        while place < arguments.count, arguments[place].count > 1,
            arguments[place][0] == 45 || arguments[place][0] == 43
        {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            for letter in word.dropFirst() {
                guard "aAfFgiIlnprtuxc".utf8.contains(letter) else {
                    throw try shell.badOption(command, shell.shown([word[0], letter]))
                }
                if word[0] == 45 { on.append(letter) } else { off.append(letter) }
            }
        }
        if isLocal, place < arguments.count, arguments[place] == [45] {
            shell.saveOptions()
            place += 1
        }
        let rest = arguments[place...]
        func has(_ letter: Unicode.Scalar) -> Bool { on.contains(UInt8(ascii: letter)) }
        if has("f") || has("F") {
            let sets = has("t") || has("x") || has("r") || !off.isEmpty
            if sets, !has("p"), !rest.isEmpty {
                return try mark(functions: Array(rest), shell, on, off)
            }
            return try functions(shell, Array(rest), namesOnly: has("F"))
        }
        if rest.isEmpty || has("p") {
            return try show(shell, Array(rest), on, command, isLocal: isLocal)
        }
        var status = 0
        for (index, word) in zip(rest.indices, rest) {
            let (target, value, isAppended) = target(word)
            let base = Array(target.prefix { $0 != 91 })
            guard ShellBytes.isName(base) else {
                try shell.complain("\(command): `\(shell.shown(word))': not a valid identifier")
                status = 1
                continue
            }
            var symbol = shell.names.number(base)
            if has("g"),
                let frame = shell.frames.outermost(hiding: symbol),
                let saved = shell.frames[frame]?.saved.firstIndex(where: { $0.symbol == symbol })
            {
                // The global one is done in the place of what hides it.
                let local = shell.variable(symbol)
                shell.store(shell.frames[frame]?.saved[saved].variable, at: symbol)
                defer {
                    let global = shell.variable(symbol)
                    shell.frames.change(frame) { $0.saved[saved].variable = global }
                    shell.store(local, at: symbol)
                }
                let outer = shell.frames
                shell.frames = FrameStack()
                defer { shell.frames = outer }
                var words = [arguments[0]]
                if !on.isEmpty { words.append([45] + on.filter { $0 != UInt8(ascii: "g") }) }
                if words.last == [45] { words.removeLast() }
                if !off.isEmpty { words.append([43] + off) }
                let lists = shell.declaredLists
                shell.declaredLists = lists.filter { $0.word == index }.map {
                    (words.count, $0.assignment)
                }
                defer { shell.declaredLists = lists }
                status = max(status, try declare(shell, words + [word], isLocal: false))
                continue
            }
            if isLocal, shell.variable(symbol)?.flags.contains(.readOnly) == true {
                try shell.complain("\(command): \(shell.shown(base)): readonly variable")
                status = 1
                continue
            }
            if !shell.frames.isEmpty, !has("g") {
                let inherits = shell.options.contains(.localvarInherit) || has("I")
                try shell.makeLocal(symbol, keeps: inherits)
            } else if !has("n"), !off.contains(UInt8(ascii: "n")) {
                symbol = try shell.resolved(symbol)
            }
            var variable = shell.variable(symbol) ?? ShellVariable()
            if variable.flags.contains(.readOnly),
                value != nil || !off.isEmpty && off.contains(UInt8(ascii: "r"))
            {
                try shell.complain(
                    "\(command == "local" ? "local: " : command + ": ")\(shell.shown(base)): readonly variable"
                )
                status = 1
                continue
            }
            for (letter, flag) in flags {
                if on.contains(letter) {
                    variable.flags.insert(flag)
                    if Self.cases.contains(flag) {
                        variable.flags.subtract(Self.cases)
                        variable.flags.insert(flag)
                    }
                }
                if off.contains(letter) { variable.flags.remove(flag) }
            }
            // Both at once are neither.
            if Set(on.filter { "luc".utf8.contains($0) }).count > 1 {
                variable.flags.subtract(Self.cases)
            }
            let list = shell.declaredLists.first { $0.word == index }?.assignment
            if has("n"), let value, !isNameOrElement(value) {
                try shell.complain(
                    "\(command): `\(shell.shown(value))': invalid variable name for name reference")
                status = 1
                continue
            }
            if has("n"), let value, value == base, shell.frames.isEmpty {
                try shell.complain(
                    "\(command): \(shell.shown(base)): nameref variable self references not allowed"
                )
                status = 1
                continue
            }
            if has("A") {
                switch variable.value {
                case .keyed?: break
                case .indexed?:
                    try shell.complain(
                        "\(command): \(shell.shown(base)): cannot convert indexed to associative array"
                    )
                    status = 1
                    continue
                default:
                    var array = KeyedArray()
                    if let bytes = variable.value?.bytes { array[[48]] = bytes }
                    if variable.value == nil { variable.flags.insert(.bare) }
                    variable.value = .keyed(array)
                }
            } else if has("a") || list != nil {
                switch variable.value {
                case .indexed?: break
                case .keyed?:
                    if has("a") {
                        try shell.complain(
                            "\(command): \(shell.shown(base)): cannot convert associative to indexed array"
                        )
                        status = 1
                        continue
                    }
                default:
                    if list != nil || variable.value != nil || has("a") {
                        if variable.value == nil { variable.flags.insert(.bare) }
                        variable.value = .indexed(
                            IndexedArray(variable.value?.bytes.map { [$0] } ?? []))
                    }
                }
            }
            let isReadOnly = on.contains(UInt8(ascii: "r"))
            variable.flags.remove(isReadOnly ? .readOnly : [])
            if has("n"), let value {
                variable.value = .text(value)
                if isReadOnly { variable.flags.insert(.readOnly) }
                shell.store(variable, at: symbol)
                continue
            }
            shell.store(variable, at: symbol)
            if let list, case .list(let elements) = list.value {
                try shell.assign(
                    list: elements, to: symbol, isAppended: list.isAppended, isKeyed: has("A"))
            } else if let value {
                if target.count > base.count {
                    try shell.assign(
                        value, to: symbol,
                        index: Array(target[(base.count + 1)..<(target.count - 1)]),
                        isAppended: isAppended)
                } else if has("a") || has("A"), value.first == 40, value.last == 41 {
                    try assign(text: value, to: symbol, shell, isKeyed: has("A"))
                } else {
                    try shell.assign(value, to: symbol, isAppended: isAppended)
                }
            }
            if isReadOnly, var changed = shell.variable(symbol) {
                changed.flags.insert(.readOnly)
                shell.put(changed, at: symbol)
            }
        }
        return status
    }

    /// `declare -a "a=(1 2)"`: a list in a text.
    private static func assign(text: [UInt8], to symbol: Int, _ shell: Shell, isKeyed: Bool) throws
    {
        let name = shell.names.text(symbol)
        do {
            let list = try ShellParser.parse(name + [61] + text, .bash)
            guard
                case .simple(let assignments, _)? = list.items.first?.pipelines.first?.pipeline
                    .commands.first?.kind, let first = assignments.first
            else { return }
            let code = ShellCompiler(
                names: shell.names, dialect: .bash, builtins: shell.builtins
            ).assignment(first)
            if case .list(let elements) = code.value {
                try shell.assign(list: elements, to: symbol, isAppended: false, isKeyed: isKeyed)
            }
        } catch let error as ShellSyntaxError {
            try shell.complain(error)
        }
    }

    private static let cases: ShellVariable.Flags = [.lowercase, .uppercase, .capitalised]

    /// True for what a reference may name.
    private static func isNameOrElement(_ text: [UInt8]) -> Bool {
        if text.isEmpty { return false }
        guard let open = text.firstIndex(of: UInt8(ascii: "[")) else {
            return ShellBytes.isName(text)
        }
        return text.last == UInt8(ascii: "]") && ShellBytes.isName(Array(text[..<open]))
    }

    private static let flags: [(UInt8, ShellVariable.Flags)] = [
        (UInt8(ascii: "i"), .integer), (UInt8(ascii: "l"), .lowercase),
        (UInt8(ascii: "u"), .uppercase), (UInt8(ascii: "x"), .exported),
        (UInt8(ascii: "r"), .readOnly), (UInt8(ascii: "t"), .traced),
        (UInt8(ascii: "n"), .reference), (UInt8(ascii: "c"), .capitalised),
    ]

    /// `declare -ft name` and its like.
    private static func mark(
        functions words: [[UInt8]], _ shell: Shell, _ on: [UInt8], _ off: [UInt8]
    ) throws -> Int {
        var status = 0
        for word in words {
            guard let symbol = shell.names.known(word), shell.functions[symbol] != nil else {
                status = 1
                continue
            }
            if on.contains(UInt8(ascii: "r")) { shell.readOnlyFunctions.insert(symbol) }
            if on.contains(UInt8(ascii: "t")) { shell.tracedFunctions.insert(symbol) }
            if off.contains(UInt8(ascii: "t")) { shell.tracedFunctions.remove(symbol) }
        }
        return status
    }

    private static func functions(_ shell: Shell, _ words: [[UInt8]], namesOnly: Bool) throws
        -> Int
    {
        if words.isEmpty {
            for (symbol, function) in shell.functions.sorted(by: {
                shell.names.text($0.key).lexicographicallyPrecedes(shell.names.text($1.key))
            }) {
                let name = shell.names.text(symbol)
                try shell.write(
                    namesOnly
                        ? Array("declare -f ".utf8) + name + [10] : function.shown)
            }
            return 0
        }
        var status = 0
        for word in words {
            guard let symbol = shell.names.known(word), let function = shell.functions[symbol]
            else {
                status = 1
                continue
            }
            try shell.write(namesOnly ? word + [10] : function.shown)
        }
        return status
    }

    private static func show(
        _ shell: Shell, _ words: [[UInt8]], _ letters: [UInt8], _ command: String, isLocal: Bool
    ) throws -> Int {
        if words.isEmpty {
            let wanted = letters.filter { $0 != UInt8(ascii: "p") && $0 != UInt8(ascii: "g") }
            for symbol in shell.sortedSymbols {
                if isLocal, !(shell.frames.last?.hides(symbol) ?? false) {
                    continue
                }
                let own = shell.attributeLetters(of: symbol)
                guard wanted.allSatisfy({ own.utf8.contains($0) }) else { continue }
                if letters.isEmpty, !isLocal {
                    guard let value = shell.variable(symbol)?.value else { continue }
                    var line = shell.names.text(symbol) + [61]
                    switch value {
                    case .indexed, .keyed: line += shell.listText(value)
                    default:
                        line += ShellQuoting.setValue(
                            value.bytes ?? [], dialect: .bash, utf8: shell.isUTF8)
                    }
                    try shell.write(line + [10])
                } else {
                    try shell.write(shell.declaration(of: symbol, isForReuse: false) + [10])
                }
            }
            return 0
        }
        var status = 0
        for word in words {
            let symbol = shell.names.number(word)
            guard shell.variable(symbol) != nil else {
                try shell.complain("\(command): \(shell.shown(word)): not found")
                status = 1
                continue
            }
            try shell.write(shell.declaration(of: symbol, isForReuse: false) + [10])
        }
        return status
    }
}
