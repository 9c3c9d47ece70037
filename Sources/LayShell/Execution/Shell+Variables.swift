internal import LayBounds
internal import LayFiles

/// Variables.
extension Shell {
    /// Puts a variable in its place, whatever is there.
    func store(_ variable: ShellVariable?, at symbol: Int) {
        while variables.count <= symbol { variables.append(nil) }
        variables[symbol] = variable
        cachedEnvironment = nil
        if symbol <= ShellNames.Known.optind.rawValue { noticed(symbol) }
    }

    /// Looks again at what depends on a variable.
    private func noticed(_ symbol: Int) {
        switch ShellNames.Known(rawValue: symbol) {
        case .ifs?: fieldTable = FieldTable(variables[symbol]?.value?.bytes)
        case .optind?: optionOffset = 0
        case .path?: hashed = [:]
        default: break
        }
    }

    func variable(_ symbol: Int) -> ShellVariable? {
        symbol < variables.count ? variables[symbol] : nil
    }

    /// Where a reference leads, for `local -n`.
    ///
    /// - Throws: `ShellAbort` for one that leads back to itself.
    func resolved(_ symbol: Int) throws -> Int {
        guard dialect.isBash, let variable = variable(symbol), variable.flags.contains(.reference)
        else { return symbol }
        var place = symbol
        for _ in 0..<64 {
            guard let variable = self.variable(place), variable.flags.contains(.reference),
                let name = variable.value?.bytes, !name.isEmpty
            else { return place }
            let plain = name.prefix { $0 != UInt8(ascii: "[") }
            place = names.number(Array(plain))
        }
        try complain(
            "warning: \(String(decoding: names.text(symbol), as: UTF8.self)): circular name reference"
        )
        return symbol
    }

    /// True for a reference that leads to an element, which only a plain `$x` follows.
    func isElementReference(_ symbol: Int) -> Bool {
        guard dialect.isBash, let variable = variable(symbol), variable.flags.contains(.reference)
        else { return false }
        return variable.value?.bytes?.contains(UInt8(ascii: "[")) ?? false
    }

    /// The value as text; `nil` for a variable that is not set.
    func value(of symbol: Int) throws -> [UInt8]? {
        if symbol < variables.count, let variable = variables[symbol] {
            if variable.flags.contains(.reference) {
                if let chained = try chainedElement(symbol) { return try element(named: chained) }
                let target = try resolved(symbol)
                if target == symbol, variable.value?.bytes?.isEmpty == false { return nil }
                if target != symbol || variable.value == nil {
                    if let name = variable.value?.bytes, name.contains(UInt8(ascii: "[")) {
                        return try element(named: name)
                    }
                    return target == symbol ? nil : try value(of: target)
                }
            }
            if case .text(let bytes)? = variable.value { return bytes }
            if let value = variable.value { return value.bytes }
            return nil
        }
        if ShellNames.dynamic.contains(symbol) { return dynamicValue(symbol) }
        return nil
    }

    /// The `name[index]` that a reference leads to by way of others.
    private func chainedElement(_ symbol: Int) throws -> [UInt8]? {
        var place = symbol
        for _ in 0..<64 {
            guard let variable = variable(place), variable.flags.contains(.reference),
                let name = variable.value?.bytes, !name.isEmpty
            else { return nil }
            if name.contains(UInt8(ascii: "[")) { return place == symbol ? nil : name }
            place = names.number(name)
        }
        return nil
    }

    /// What `name[index]` in a text means.
    func element(named name: [UInt8]) throws -> [UInt8]? {
        guard let open = name.firstIndex(of: UInt8(ascii: "[")), name.last == UInt8(ascii: "]")
        else { return try value(of: names.number(name)) }
        let symbol = try resolved(names.number(Array(name[..<open])))
        let index = try expanded(
            index: Array(name[(open + 1)..<(name.count - 1)]))
        if index == [UInt8(ascii: "@")] || index == [UInt8(ascii: "*")] {
            return elements(of: symbol).map { joined($0, [32]) }
        }
        return try element(symbol, index: index)
    }

    /// An element by the text of its index.
    func element(_ symbol: Int, index text: [UInt8]) throws -> [UInt8]? {
        switch variable(symbol)?.value {
        case .keyed(let array)?: return array[text]
        case .indexed(let array)?:
            guard let index = try self.index(text, in: array, symbol) else { return nil }
            return array[index]
        case let value?:
            return try integer(text) == 0 ? value.bytes : nil
        case nil:
            if ShellNames.dynamic.contains(symbol), let list = dynamicList(symbol) {
                let index = try integer(text)
                return list.indices.contains(index) ? list[index] : nil
            }
            return nil
        }
    }

    /// The number that an index means, counted from the end when it is negative.
    func index(_ text: [UInt8], in array: IndexedArray, _ symbol: Int) throws -> Int? {
        let index = try integer(text)
        if index >= 0 { return index }
        let place = array.end + index
        if place < 0 {
            try complain("\(shown(names.text(symbol)))[\(shown(text))]: bad array subscript")
            return nil
        }
        return place
    }

    /// All elements; `nil` for what is not set.
    func elements(of symbol: Int) -> [[UInt8]]? {
        switch variable(symbol)?.value {
        case .indexed(let array)?: return array.values
        case .keyed(let array)?: return array.keys.compactMap { array[$0] }
        case let value?: return value.bytes.map { [$0] }
        case nil:
            if ShellNames.dynamic.contains(symbol) {
                return dynamicList(symbol) ?? dynamicValue(symbol).map { [$0] }
            }
            return nil
        }
    }

    /// The keys of all elements.
    func keys(of symbol: Int) -> [[UInt8]] {
        switch variable(symbol)?.value {
        case .indexed(let array)?: array.indices.map(Decimal.bytes)
        case .keyed(let array)?: array.keys
        case .some: [[48]]
        case nil: dynamicList(symbol)?.indices.map(Decimal.bytes) ?? []
        }
    }

    func isSet(_ symbol: Int) -> Bool {
        guard let variable = variable(symbol) else {
            return ShellNames.dynamic.contains(symbol) && dynamicValue(symbol) != nil
        }
        switch variable.value {
        case .indexed(let array)?: return array[0] != nil
        case .keyed(let array)?: return array[[48]] != nil
        case .some: return true
        case nil: return false
        }
    }

    // MARK: Assigning

    /// Gives a variable a value.
    ///
    /// - Throws: `ShellAbort` for one that may not be changed.
    func assign(_ value: [UInt8], to symbol: Int, isAppended: Bool = false, by command: String = "")
        throws
    {
        var symbol = symbol
        if dialect.isBash {
            if variable(symbol)?.flags.contains(.reference) == true,
                let name = variable(symbol)?.value?.bytes, name.contains(UInt8(ascii: "["))
            {
                return try assignElement(named: name, value, isAppended: isAppended)
            }
            if variable(symbol)?.flags.contains(.reference) == true,
                let name = try chainedElement(symbol)
            {
                return try assignElement(named: name, value, isAppended: isAppended)
            }
            symbol = try resolved(symbol)
            if let variable = variable(symbol), variable.flags.contains(.reference),
                variable.value?.bytes?.isEmpty == false
            {
                // It leads back to itself, which was told.
                throw ShellAbort(status: 1, isDiscard: true)
            }
            if ShellNames.dynamic.contains(symbol), !plainNames.contains(symbol) {
                let known = ShellNames.Known(rawValue: symbol)
                if known == .shellopts || known == .bashopts {
                    throw try isReadOnly(symbol, by: command)
                }
                if assignDynamic(value, symbol) { return }
            }
        }
        let old = variable(symbol)
        if let old, old.flags.contains(.readOnly) { throw try isReadOnly(symbol, by: command) }
        var flags = old?.flags ?? []
        if options.contains(.allexport) { flags.insert(.exported) }
        var new: ShellValue = .text(value)
        if flags.rawValue & ~3 != 0 {
            if flags.contains(.integer) {
                let number = try integer(value)
                new = .number(
                    isAppended ? number &+ (try integer(old?.value?.bytes ?? [])) : number)
            } else if flags.contains(.lowercase) {
                new = .text(value.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 })
            } else if flags.contains(.capitalised) {
                let before = isAppended ? old?.value?.bytes?.count ?? 0 : 0
                new = .text(
                    value.enumerated().map { index, byte in
                        index + before == 0
                            ? (byte &- 97 < 26 ? byte & 0xdf : byte)
                            : (byte &- 65 < 26 ? byte | 0x20 : byte)
                    })
            } else if flags.contains(.uppercase) {
                new = .text(value.map { $0 &- 97 < 26 ? $0 & 0xdf : $0 })
            } else if flags.contains(.capitalised) {
                new = .text(try CaseChange.capitalised(value))
            }
        }
        if isAppended, !flags.contains(.integer), case .text(let bytes) = new {
            new = .text((old?.value?.bytes ?? []) + bytes)
        }
        switch old?.value {
        case .indexed(var array)?:
            if let bytes = new.bytes { array[0] = bytes }
            new = .indexed(array)
        case .keyed(var array)?:
            if let bytes = new.bytes { array[[48]] = bytes }
            new = .keyed(array)
        default: break
        }
        try hold(new.size, insteadOf: old?.value?.size ?? 0)
        store(ShellVariable(value: new, flags: flags), at: symbol)
    }

    /// Gives a number to a variable, as arithmetic does.
    func assign(number: Int, to symbol: Int) throws {
        if symbol < variables.count, let old = variables[symbol] {
            if old.flags.isEmpty, symbol > ShellNames.Known.end.rawValue {
                switch old.value {
                case .number?:
                    variables[symbol]?.value = .number(number)
                    return
                case .text(let bytes)?:
                    variables[symbol]?.value = .number(number)
                    try hold(0, insteadOf: bytes.count)
                    return
                default: break
                }
            }
        }
        try assign(Decimal.bytes(number), to: symbol)
    }

    func assignElement(named name: [UInt8], _ value: [UInt8], isAppended: Bool = false) throws {
        guard let open = name.firstIndex(of: UInt8(ascii: "[")), name.last == UInt8(ascii: "]")
        else { return try assign(value, to: names.number(name), isAppended: isAppended) }
        try assign(
            value, to: names.number(Array(name[..<open])),
            index: try expanded(index: Array(name[(open + 1)..<(name.count - 1)])),
            isAppended: isAppended)
    }

    /// True for a name, and for one with an element's index behind it.
    func isAssignable(_ text: [UInt8]) -> Bool {
        guard let open = text.firstIndex(of: UInt8(ascii: "[")) else {
            return ShellBytes.isName(text)
        }
        return ShellBytes.isName(Array(text[..<open])) && open + 2 < text.count
            && text.last == UInt8(ascii: "]")
    }

    /// What stands in brackets in a text: `k`, `"K"`, `$i`.
    func expanded(index text: [UInt8]) throws -> [UInt8] {
        guard text.contains(where: { "$`\"'\\".utf8.contains($0) }) else { return text }
        do {
            let lexer = ShellLexer(text, dialect, line: line, extendedPatterns: false)
            let parts = try lexer.parts(.index)
            guard lexer.position == text.count else { return text }
            let code = ShellCompiler(names: names, dialect: dialect, builtins: builtins)
                .parts(parts, .plain)
            return try single(code)
        } catch is ShellSyntaxError {
            return text
        }
    }

    /// Gives an element a value.
    ///
    /// - Throws: as `assign`.
    func assign(_ value: [UInt8], to symbol: Int, index text: [UInt8], isAppended: Bool) throws {
        let symbol = try resolved(symbol)
        var variable = self.variable(symbol) ?? ShellVariable()
        if variable.flags.contains(.readOnly) { throw try isReadOnly(symbol, by: "") }
        if options.contains(.allexport) { variable.flags.insert(.exported) }
        let before = variable.value?.size ?? 0
        var value = value
        func converted(_ old: [UInt8]?) throws -> [UInt8] {
            if variable.flags.contains(.integer) {
                let number = try integer(value)
                return Decimal.bytes(isAppended ? number &+ (try integer(old ?? [])) : number)
            }
            if isAppended { value = (old ?? []) + value }
            if variable.flags.contains(.lowercase) {
                return value.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
            }
            if variable.flags.contains(.uppercase) {
                return value.map { $0 &- 97 < 26 ? $0 & 0xdf : $0 }
            }
            return value
        }
        switch variable.value {
        case .keyed(var array)?:
            variable.value = nil
            array[text] = try converted(array[text])
            variable.value = .keyed(array)
        case .indexed(var array)?:
            guard let index = try self.index(text, in: array, symbol) else {
                throw ShellAbort(status: 1, isDiscard: true)
            }
            variable.value = nil
            // Its storage is changed in place, so nobody else may hold it.
            variables[symbol]?.value = nil
            array[index] = try converted(array[index])
            variable.value = .indexed(array)
        case let old:
            var array = IndexedArray(old?.bytes.map { [$0] } ?? [])
            guard let index = try self.index(text, in: array, symbol) else {
                throw ShellAbort(status: 1, isDiscard: true)
            }
            array[index] = try converted(array[index])
            variable.value = .indexed(array)
        }
        variable.flags.remove(.bare)
        try hold(variable.value?.size ?? 0, insteadOf: before)
        store(variable, at: symbol)
    }

    func isReadOnly(_ symbol: Int, by command: String) throws -> ShellAbort {
        let name = shown(names.text(symbol))
        let prefix = command.isEmpty ? "" : "\(command): "
        switch dialect {
        case .dash, .ash:
            var abort = try failure("\(prefix)\(name): is read only", status: 2)
            abort.isUsage = currentBuiltin != nil
            return abort
        case .bash:
            // With `set -e` the shell ends, and not the line alone.
            return try failure(
                "\(prefix)\(name): readonly variable",
                isDiscard: !options.contains(.errexit) || tests > 0)
        }
    }

    /// Takes a variable away.
    func unset(_ symbol: Int) throws {
        guard let old = variable(symbol) else { return }
        try hold(0, insteadOf: old.value?.size ?? 0)
        if dialect.isBash,
            let frame = frames.innermost(hiding: symbol), frame < frames.count - 1
        {
            // What a caller made local uncovers what it hid.
            frames.change(frame) { frame in
                guard let place = frame.saved.firstIndex(where: { $0.symbol == symbol }) else {
                    return
                }
                store(frame.saved.remove(at: place).variable, at: symbol)
            }
            return
        }
        // What a function made local stays so, without a value.
        store(nil, at: symbol)
    }

    /// What it runs with: the exported variables, in the order of their names' first use.
    var exportedVariables: [(key: [UInt8], value: [UInt8])] {
        if let cachedEnvironment { return cachedEnvironment }
        var result = foreign
        for (symbol, variable) in variables.enumerated() {
            guard let variable, variable.flags.contains(.exported) else { continue }
            switch variable.value {
            case .text(let bytes)?: result.append((names.text(symbol), bytes))
            case .number(let number)?:
                result.append((names.text(symbol), Decimal.bytes(number)))
            default: break
            }
        }
        cachedEnvironment = result
        return result
    }

    // MARK: Room

    /// Accounts for a value in the place of another.
    func hold(_ new: Int, insteadOf old: Int) throws {
        if new > old {
            try context.account.hold(new - old)
            held += new - old
        } else {
            release(old - new)
        }
    }

    /// Gives back bytes that are held no longer.
    func release(_ bytes: Int) {
        let freed = min(held, bytes)
        context.account.release(freed)
        held -= freed
    }

    /// A variable as it is, to be put back by `restore`.
    ///
    /// - Throws: `BoundReached` when so much may not be held.
    func kept(_ symbol: Int) throws -> (symbol: Int, variable: ShellVariable?) {
        let variable = variable(symbol)
        try hold((variable?.value?.size ?? 0) + 64, insteadOf: 0)
        return (symbol, variable)
    }

    /// Puts a variable back as it was.
    func restore(_ saved: (symbol: Int, variable: ShellVariable?)) {
        release((variable(saved.symbol)?.value?.size ?? 0) + 64)
        store(saved.variable, at: saved.symbol)
    }

    /// Accounts for words until the command that they belong to has ended.
    ///
    /// - Throws: `BoundReached` when so much may not be held.
    func holdWords(_ words: [[UInt8]]) throws {
        guard words.count > 16 || words.contains(where: { $0.count > 1024 }) else { return }
        let bytes = words.reduce(0) { $0 + $1.count + 112 }
        try context.account.hold(bytes)
        wordBytes += bytes
    }

    /// Gives back what words took since then.
    func releaseWords(to before: Int) {
        context.account.release(wordBytes - before)
        wordBytes = before
    }

    /// Sets `$1`, `$2` and so on.
    ///
    /// - Throws: `BoundReached` when so much may not be held.
    func set(parameters: [[UInt8]]) throws {
        func size(_ words: [[UInt8]]) -> Int { words.reduce(0) { $0 + $1.count + 112 } }
        try hold(size(parameters), insteadOf: size(self.parameters))
        self.parameters = parameters
    }

    /// Bytes as text for a message.
    func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    func joined(_ fields: [[UInt8]], _ separator: [UInt8]) -> [UInt8] {
        Array(fields.joined(separator: separator))
    }
}
