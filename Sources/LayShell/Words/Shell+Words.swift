internal import LayBounds
internal import LayFiles

/// Words become fields.
extension Shell {
    /// The fields that words become.
    func fields(_ words: [WordCode]) throws -> [[UInt8]] {
        var result: [[UInt8]] = []
        result.reserveCapacity(words.count)
        for word in words { try append(word, to: &result) }
        return result
    }

    /// Adds the fields of a word.
    func append(_ word: WordCode, to result: inout [[UInt8]]) throws {
        if let constant = word.constant {
            result.append(constant)
            return
        }
        if let braced = word.braced, options.contains(.braceexpand) {
            for word in braced { try append(word, to: &result) }
            return
        }
        if word.parts.count == 1, case .doubleQuoted(let inner) = word.parts[0], inner.count == 1 {
            switch inner[0] {
            case .variable(let symbol):
                if let value = try value(of: symbol) {
                    result.append(value)
                    return
                }
            case .special(UInt8(ascii: "@")):
                result += parameters
                return
            default: break
            }
        }
        var fields = FieldBuilder(splits: true, fieldTable)
        try expand(word.parts, isQuoted: false, into: &fields)
        fields.end()
        for (bytes, pattern) in fields.done {
            if let pattern, !options.contains(.noglob) {
                try appendPaths(pattern, bytes, to: &result)
            } else {
                result.append(bytes)
            }
        }
    }

    /// The one field that a word becomes where nothing is divided: in an assignment, behind `case`.
    func single(_ word: WordCode) throws -> [UInt8] {
        if let constant = word.constant { return constant }
        return try single(word.parts)
    }

    func single(_ parts: [PartCode], isQuoted: Bool = false) throws -> [UInt8] {
        if parts.isEmpty { return [] }
        if parts.count == 1 {
            switch parts[0] {
            case .literal(let bytes), .quoted(let bytes): return bytes
            case .variable(let symbol): return try known(symbol)
            case .doubleQuoted(let inner): return try single(inner, isQuoted: true)
            default: break
            }
        }
        var fields = FieldBuilder(splits: false, fieldTable)
        try expand(parts, isQuoted: isQuoted, into: &fields)
        // Where a list stays one word, blanks stand between.
        if fields.done.isEmpty { return fields.current }
        return joined(fields.done.map(\.bytes) + [fields.current], [32])
    }

    /// A word as a pattern: what is quoted in it stands for itself.
    func pattern(_ parts: [PartCode]) throws -> [UInt8] {
        var fields = FieldBuilder(splits: false, isPattern: true, fieldTable)
        try expand(parts, isQuoted: false, into: &fields)
        if fields.done.isEmpty { return fields.escaped }
        return joined(fields.done.map(\.bytes) + [fields.escaped], [32])
    }

    /// The value of a variable for `set -u` and without.
    private func known(_ symbol: Int) throws -> [UInt8] {
        if let value = try value(of: symbol) { return value }
        if options.contains(.nounset) { throw try unset(names.text(symbol)) }
        return []
    }

    func unset(_ name: [UInt8]) throws -> ShellAbort {
        switch dialect {
        case .dash, .ash: try failure("\(shown(name)): parameter not set")
        case .bash:
            try failure(
                ShellBytes.isDigit(name.first ?? 0)
                    ? "$\(shown(name)): unbound variable" : "\(shown(name)): unbound variable",
                status: unsetStatus)
        }
    }

    // MARK: Parts

    /// Adds what the parts of a word stand for.
    ///
    /// - Parameter dividesLiterals: true in `${x-…}`, where text that is not quoted is divided too.
    func expand(
        _ parts: [PartCode], isQuoted: Bool, into fields: inout FieldBuilder,
        dividesLiterals: Bool = false
    ) throws {
        for part in parts {
            switch part {
            case .literal(let bytes):
                if dividesLiterals, !isQuoted {
                    fields.add(value: bytes)
                } else if isQuoted {
                    fields.add(quoted: bytes)
                } else {
                    fields.add(literal: bytes)
                }
            case .quoted(let bytes): fields.add(quoted: bytes)
            case .doubleQuoted(let inner):
                // Outside of bash `"$@$@"` of no parameters is an empty field.
                if inner.isEmpty || inner.count > 1 && !dialect.isBash { fields.add(quoted: []) }
                try expand(inner, isQuoted: true, into: &fields)
            case .tilde(let user):
                let home = try home(of: user)
                if !home.isEmpty || dialect.isBash { fields.add(quoted: home) }
            case .variable(let symbol): emit(try known(symbol), isQuoted, &fields)
            case .position(let number):
                if number == 0 {
                    emit(arg0, isQuoted, &fields)
                } else if number <= parameters.count {
                    emit(parameters[number - 1], isQuoted, &fields)
                } else {
                    if options.contains(.nounset) { throw try unset(Decimal.bytes(number)) }
                    emit([], isQuoted, &fields)
                }
            case .special(let byte): try expandSpecial(byte, isQuoted, &fields)
            case .parameter(let parameter):
                try context.account.nested { try expand(parameter, isQuoted, into: &fields) }
            case .command(let list): emit(try output(of: list), isQuoted, &fields)
            case .arithmetic(let code): emit(Decimal.bytes(try number(code)), isQuoted, &fields)
            case .process(let isInput, let list):
                fields.add(quoted: try startProcess(list, isInput: isInput))
            }
        }
    }

    /// Adds a value, which is divided unless it stands in double quotes.
    func emit(_ value: [UInt8], _ isQuoted: Bool, _ fields: inout FieldBuilder) {
        if isQuoted { fields.add(quoted: value) } else { fields.add(value: value) }
    }

    private func expandSpecial(_ byte: UInt8, _ isQuoted: Bool, _ fields: inout FieldBuilder)
        throws
    {
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "*"):
            emit(list: parameters, isStar: byte == UInt8(ascii: "*"), isQuoted, &fields)
        default:
            guard let value = special(byte) else {
                if options.contains(.nounset) { throw try unset([byte]) }
                return emit([], isQuoted, &fields)
            }
            emit(value, isQuoted, &fields)
        }
    }

    /// The value of `$?` and its like; `nil` where there is none.
    func special(_ byte: UInt8) -> [UInt8]? {
        switch byte {
        case UInt8(ascii: "?"): Decimal.bytes(status)
        case UInt8(ascii: "#"): Decimal.bytes(parameters.count)
        case UInt8(ascii: "$"): Decimal.bytes(mainProcess)
        case UInt8(ascii: "!"): lastBackground.map(Decimal.bytes)
        case UInt8(ascii: "-"): Array(optionLetters.utf8)
        case UInt8(ascii: "@"): parameters.isEmpty ? nil : joined(parameters, [32])
        case UInt8(ascii: "*"): parameters.isEmpty ? nil : joined(parameters, fieldTable.joint)
        case UInt8(ascii: "_"):
            dialect.isBash
                ? lastWord : names.known([byte]).flatMap { variable($0)?.value?.bytes }
        default: nil
        }
    }

    /// Adds the fields of a list, as `$@` and `$*` have it.
    ///
    /// - Parameter isKeys: true for `${!a[*]}`, which bash joins with spaces where IFS is empty.
    func emit(
        list: [[UInt8]], isStar: Bool, isKeys: Bool = false, _ isQuoted: Bool,
        _ fields: inout FieldBuilder
    ) {
        if isQuoted, isStar {
            fields.add(quoted: joined(list, fieldTable.joint))
            return
        }
        if !fields.splits {
            if list.isEmpty { return }
            let joint = isStar || !dialect.isBash ? fieldTable.joint : [32]
            if isQuoted {
                fields.add(quoted: joined(list, joint))
            } else {
                fields.add(value: joined(list, joint))
            }
            return
        }
        if dialect.isBash, !isQuoted, let joint = fieldTable.joint.first, !fieldTable.isBlank(joint)
        {
            // bash joins them and divides the whole: empty ones between others stay.
            return fields.add(value: joined(list, fieldTable.joint))
        }
        if isKeys, isStar, !isQuoted, dialect.isBash, fieldTable.joint.isEmpty {
            return fields.add(value: joined(list, [32]))
        }
        for (index, value) in list.enumerated() {
            if index > 0 { fields.breakField() }
            if isQuoted {
                fields.add(quoted: value)
            } else {
                fields.add(value: value)
            }
        }
    }

    /// The directory that `~` or `~user` stands for.
    func home(of user: [UInt8]) throws -> [UInt8] {
        let tilde = [UInt8(ascii: "~")] + user
        if user.isEmpty {
            return try value(of: ShellNames.Known.home.rawValue)
                ?? (dialect.isBash ? accountHome(nil) : nil) ?? tilde
        }
        if dialect.isBash {
            if user == [UInt8(ascii: "+")] {
                return try value(of: ShellNames.Known.pwd.rawValue) ?? tilde
            }
            if user == [UInt8(ascii: "-")] {
                return try value(of: ShellNames.Known.oldpwd.rawValue) ?? tilde
            }
            if let directory = stackedDirectory(user[...]) { return directory }
        }
        return accountHome(user) ?? tilde
    }

    /// The home of an account in `/etc/passwd`.
    private func accountHome(_ user: [UInt8]?) -> [UInt8]? { account(user, field: 5) }

    /// The name of the account that the shell runs as.
    var userName: [UInt8] { account(nil, field: 0) ?? Array("I have no name!".utf8) }

    /// A field of an account, or of the shell's own, in `/etc/passwd`.
    private func account(_ user: [UInt8]?, field: Int) -> [UInt8]? {
        guard
            case .file(let contents)? = try? context.files.entry(
                at: TreePath("/etc/passwd"), follow: true
            ).node.body,
            let text = try? contents.bytes()
        else { return nil }
        for line in text.split(separator: 10) {
            let fields = line.split(separator: 58, omittingEmptySubsequences: false)
            guard fields.count > 5 else { continue }
            let isIt =
                user.map { fields[0].elementsEqual($0) }
                ?? (Decimal.number(Array(fields[2])) == Int(context.uid))
            if isIt { return Array(fields[field]) }
        }
        return nil
    }

    // MARK: Arithmetic

    /// The number that an expression gives.
    func number(_ code: ArithmeticCode) throws -> Int {
        if let tree = code.tree {
            switch tree {
            case .success(let tree): return try evaluate(tree)
            case .failure(let error): throw try arithmeticFailure(error)
            }
        }
        let text = try single(code.parts, isQuoted: true)
        return try integer(dialect.isBash ? ArithmeticParser.removingQuotes(text) : text)
    }

    /// The number that a text tells as an expression.
    func integer(_ text: [UInt8]) throws -> Int {
        if let number = ArithmeticTree.number(text, dialect: dialect) { return number }
        do {
            let tree = try ArithmeticParser.parse(
                text, dialect: dialect, resolve: names.number)
            return try evaluate(tree)
        } catch let error as ArithmeticError {
            throw try arithmeticFailure(error)
        }
    }

    private func evaluate(_ tree: ArithmeticTree) throws -> Int {
        do {
            return try tree.evaluate(in: self)
        } catch let error as ArithmeticError {
            throw try arithmeticFailure(error)
        }
    }

    private func arithmeticFailure(_ error: ArithmeticError) throws -> ShellAbort {
        // `((` and `let` name themselves in front of what they could not read.
        let command =
            dialect.isBash ? currentBuiltin.flatMap { ["((", "let"].contains($0) ? $0 : nil } : nil
        var abort = try failure(
            (command.map { "\($0): " } ?? "") + shown(error.message(dialect)),
            status: dialect.isBash ? 1 : 2, isDiscard: true)
        abort.isArithmetic = dialect.isBash
        return abort
    }
}

extension Shell: ArithmeticScope {
    func integer(of symbol: Int) throws -> Int {
        if symbol < variables.count, let variable = variables[symbol] {
            switch variable.value {
            case .number(let number)?: return number
            case .text(let bytes)?:
                if variable.flags.contains(.reference) { break }
                if let number = Decimal.number(bytes), bytes.first != 48 || bytes.count == 1 {
                    return number
                }
            default: break
            }
        }
        guard let text = try value(of: symbol) else {
            if dialect.isBash, options.contains(.nounset) {
                throw try unset(names.text(symbol))
            }
            return 0
        }
        return try integer(nested: text)
    }

    /// A variable's text, which may be an expression itself.
    private func integer(nested text: [UInt8]) throws -> Int {
        if let number = ArithmeticTree.number(text, dialect: dialect) { return number }
        if dialect == .dash {
            throw try failure("Illegal number: \(shown(text))")
        }
        // bash counts to 1024 (expr.c, MAX_EXPR_RECURSION_LEVEL).
        guard numberDepth < 1024 else {
            throw try arithmeticFailure(ArithmeticError(kind: .tooDeep, text: text, position: 0))
        }
        numberDepth += 1
        defer { numberDepth -= 1 }
        return try context.account.nested { try integer(text) }
    }

    func integer(of symbol: Int, at index: ArithmeticSubscript) throws -> Int {
        let symbol = try resolved(symbol)
        let text = try subscriptText(index, symbol)
        guard let value = try element(symbol, index: text) else { return 0 }
        return try integer(nested: value)
    }

    func assign(_ value: Int, to symbol: Int) throws { try assign(number: value, to: symbol) }

    func assign(_ value: Int, to symbol: Int, at index: ArithmeticSubscript) throws {
        let symbol = try resolved(symbol)
        try assign(
            Decimal.bytes(value), to: symbol, index: try subscriptText(index, symbol),
            isAppended: false)
    }

    /// An index whose number is known, so that what counts in it counts once.
    func settle(_ place: ArithmeticSubscript, of symbol: Int) throws -> ArithmeticSubscript {
        if case .keyed? = variable(try resolved(symbol))?.value { return place }
        var settled = place
        settled.index = try number(of: place)
        return settled
    }

    /// The number between the brackets, in which the text of a variable may have expansions too.
    private func number(of place: ArithmeticSubscript) throws -> Int {
        guard dialect.isBash, place.text.contains(where: { $0 == 36 || $0 == 96 }) else {
            return try place.tree.evaluate(in: self)
        }
        return try integer(try expanded(index: place.text))
    }

    private func subscriptText(_ index: ArithmeticSubscript, _ symbol: Int) throws -> [UInt8] {
        if case .keyed? = variable(symbol)?.value { return index.text }
        if let number = index.index { return Decimal.bytes(number) }
        return Decimal.bytes(try number(of: index))
    }
}
