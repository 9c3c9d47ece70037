internal import LayBounds

/// `${…}`.
extension Shell {
    /// What a parameter holds before anything is done with it.
    private enum Held {
        case unset
        case one([UInt8])
        case list([[UInt8]], isStar: Bool)

        /// True for what `-` and its like replace.
        var isUnset: Bool {
            switch self {
            case .unset: true
            case .one: false
            case .list(let values, _): values.isEmpty
            }
        }

        /// True for what `:-` and its like replace as well.
        var isEmpty: Bool {
            switch self {
            case .unset: true
            case .one(let bytes): bytes.isEmpty
            case .list(let values, _):
                values.isEmpty || (values.count == 1 && values[0].isEmpty)
            }
        }
    }

    func expand(_ parameter: ParameterCode, _ isQuoted: Bool, into fields: inout FieldBuilder)
        throws
    {
        switch parameter.operation {
        case .bad(let text):
            throw try failure(
                dialect.isBash
                    ? "${\(shown(text))}: bad substitution"
                    : dialect == .dash ? "Bad substitution" : "syntax error: bad substitution",
                isDiscard: true)
        case .names(let prefix, let isStar):
            let found = names.texts.indices.filter {
                names.text($0).starts(with: prefix) && variable($0)?.value != nil
            }.map(names.text).sorted { $0.lexicographicallyPrecedes($1) }
            return emit(list: found, isStar: isStar, isQuoted, &fields)
        case .keys:
            guard case .all(let symbol, let isStar) = parameter.target else { return }
            return emit(
                list: keys(of: try resolved(symbol)), isStar: isStar, isKeys: true, isQuoted,
                &fields)
        case .length:
            return emit(Decimal.bytes(try length(parameter)), isQuoted, &fields)
        default: break
        }
        var held = try held(parameter)
        var name = parameter.name
        var reference: [UInt8]?
        if parameter.isIndirect {
            // `${!x}` of a reference tells its name.
            if case .variable(let symbol) = parameter.target,
                variable(symbol)?.flags.contains(.reference) == true
            {
                return emit(variable(symbol)?.value?.bytes ?? [], isQuoted, &fields)
            }
            if case .list(let values, _) = held, case .special = parameter.target {
                // `${!@}` of one parameter is what that one names.
                held = values.isEmpty ? .unset : .one(joined(values, [32]))
            }
            if case .unset = held, Self.isParameter(parameter.target), dialect.isBash {
                return emit([], isQuoted, &fields)
            }
            guard case .one(let target) = held else {
                throw try failure(
                    "\(shown(parameter.name)): invalid indirect expansion", isDiscard: true)
            }
            guard !target.isEmpty else {
                throw try failure(": invalid variable name", isDiscard: true)
            }
            if case .transform(let letter) = parameter.operation {
                // Of what it leads to: `${!r@a}`.
                let base = Array(target.prefix { $0 != UInt8(ascii: "[") })
                if ShellBytes.isName(base) {
                    let inner = ParameterCode(
                        base, .variable(names.number(base)), isIndirect: false,
                        .transform(letter))
                    return try expand(inner, isQuoted, into: &fields)
                }
            }
            name = target
            reference = target
            held = try self.held(named: target)
        }
        switch parameter.operation {
        case .fallback(let op, let hasColon, let word):
            var isMissing = hasColon ? held.isEmpty : held.isUnset
            if case .list(let values, isStar: true) = held, dialect.isBash, isQuoted {
                if hasColon { isMissing = joined(values, fieldTable.joint).isEmpty }
            } else if case .list(let values, _) = held, dialect != .bash {
                // Outside of bash the parameters are always set, and one text.
                isMissing = hasColon && joined(values, fieldTable.joint).isEmpty
            }
            if op == UInt8(ascii: "+") {
                if !isMissing {
                    try expand(
                        word, isQuoted: isQuoted, into: &fields, dividesLiterals: true)
                }
                if isQuoted, isMissing || word.isEmpty {
                    // `"${@+x}"` of no parameters is no field.
                    if isMissing, dialect.isBash, case .list(let values, isStar: false) = held,
                        values.isEmpty
                    {
                        return
                    }
                    fields.add(quoted: [])
                }
                return
            }
            if !isMissing { break }
            switch op {
            case UInt8(ascii: "-"):
                // Also `"${x-$@}"` of no parameters is a field.
                if isQuoted { fields.add(quoted: []) }
                return try expand(
                    word, isQuoted: isQuoted, into: &fields, dividesLiterals: true)
            case UInt8(ascii: "="):
                let value = try single(word, isQuoted: isQuoted)
                try assignFallback(value, parameter, reference)
                return emit(value, isQuoted, &fields)
            default:
                let text =
                    word.isEmpty
                    ? dialect == .bash
                        ? (hasColon ? "parameter null or not set" : "parameter not set")
                        : (hasColon ? "parameter not set or null" : "parameter not set")
                    : shown(try single(word, isQuoted: isQuoted))
                throw try failure(
                    "\(shown(name)): \(text)", status: unsetStatus)
            }
        default: break
        }
        if held.isUnset, options.contains(.nounset) {
            switch held {
            case .list: break
            default: throw try unset(name)
            }
        }
        try emit(try changed(held, parameter), isQuoted, into: &fields)
    }

    private func emit(_ held: Held, _ isQuoted: Bool, into fields: inout FieldBuilder) throws {
        switch held {
        case .unset: emit([], isQuoted, &fields)
        case .one(let bytes): emit(bytes, isQuoted, &fields)
        case .list(let values, let isStar): emit(list: values, isStar: isStar, isQuoted, &fields)
        }
    }

    private func held(_ parameter: ParameterCode) throws -> Held {
        switch parameter.target {
        case .variable(let symbol): return try value(of: symbol).map { .one($0) } ?? .unset
        case .position(let number):
            if number == 0 { return .one(arg0) }
            return number <= parameters.count ? .one(parameters[number - 1]) : .unset
        case .special(let byte):
            if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "*") {
                if dialect != .bash {
                    switch parameter.operation {
                    // What is done is done with the parameters as one text.
                    case .trim, .replace, .slice: return .one(joined(parameters, [32]))
                    default: break
                    }
                }
                return .list(parameters, isStar: byte == UInt8(ascii: "*"))
            }
            return special(byte).map { .one($0) } ?? .unset
        case .element(let symbol, let index):
            if isElementReference(symbol) { return .unset }
            let symbol = try resolved(symbol)
            return try element(symbol, index: try key(index, symbol)).map { .one($0) } ?? .unset
        case .all(let symbol, let isStar):
            let symbol = try resolved(symbol)
            return .list(elements(of: symbol) ?? [], isStar: isStar)
        }
    }

    /// What a text names: `x`, `1`, `@`, `a[1]`, `a[@]`.
    private func held(named text: [UInt8]) throws -> Held {
        if text == [UInt8(ascii: "@")] || text == [UInt8(ascii: "*")] {
            return .list(parameters, isStar: text[0] == UInt8(ascii: "*"))
        }
        if let number = Decimal.number(text), number >= 0 {
            if number == 0 { return .one(arg0) }
            return number <= parameters.count ? .one(parameters[number - 1]) : .unset
        }
        if text.count == 1, let value = special(text[0]) { return .one(value) }
        if let open = text.firstIndex(of: UInt8(ascii: "[")), text.last == UInt8(ascii: "]") {
            let inner = Array(text[(open + 1)..<(text.count - 1)])
            if inner == [UInt8(ascii: "@")] || inner == [UInt8(ascii: "*")] {
                let symbol = try resolved(names.number(Array(text[..<open])))
                return .list(elements(of: symbol) ?? [], isStar: inner[0] == UInt8(ascii: "*"))
            }
            return try element(named: text).map { .one($0) } ?? .unset
        }
        guard ShellBytes.isName(text) else {
            throw try failure("\(shown(text)): invalid variable name", isDiscard: true)
        }
        return try value(of: names.number(text)).map { .one($0) } ?? .unset
    }

    /// The text of an index: a key of a keyed array, a number's text of another.
    func key(_ code: ArithmeticCode, _ symbol: Int) throws -> [UInt8] {
        if case .keyed? = variable(symbol)?.value {
            return try single(code.parts, isQuoted: false)
        }
        if code.tree != nil { return Decimal.bytes(try number(code)) }
        return try single(code.parts, isQuoted: true)
    }

    /// True for `$1`, `$@` and their like, which are no variables.
    private static func isParameter(_ target: ParameterCode.Target) -> Bool {
        switch target {
        case .position, .special: true
        default: false
        }
    }

    private func assignFallback(
        _ value: [UInt8], _ parameter: ParameterCode, _ reference: [UInt8]?
    ) throws {
        if let reference { return try assignElement(named: reference, value) }
        switch parameter.target {
        case .variable(let symbol): try assign(value, to: symbol)
        case .element(let symbol, let index):
            let symbol = try resolved(symbol)
            try assign(value, to: symbol, index: try key(index, symbol), isAppended: false)
        default:
            let name = shown(parameter.name)
            throw try failure(
                dialect.isBash
                    ? "$\(name): cannot assign in this way" : "\(name): bad variable name",
                isDiscard: true)
        }
    }

    private func length(_ parameter: ParameterCode) throws -> Int {
        switch parameter.target {
        case .special(UInt8(ascii: "@")), .special(UInt8(ascii: "*")):
            if !dialect.isBash { return joined(parameters, [32]).count }
            return parameters.count
        case .all(let symbol, _): return elements(of: try resolved(symbol))?.count ?? 0
        default:
            if case .variable(let symbol) = parameter.target, isElementReference(symbol) {
                return 0
            }
            switch try held(parameter) {
            case .one(let bytes): return characters(bytes)
            case .list(let values, _): return values.count
            case .unset:
                if options.contains(.nounset) { throw try unset(parameter.name) }
                return 0
            }
        }
    }

    /// True where text is counted in characters: bash in a UTF-8 locale.
    var isUTF8: Bool { dialect.isBash && isUTF8Locale }

    private var isUTF8Locale: Bool {
        for known in [ShellNames.Known.lcAll, .lcCtype, .lang] {
            if let value = variable(known.rawValue)?.value?.bytes, !value.isEmpty {
                let text = shown(value).lowercased()
                return text.hasSuffix("utf-8") || text.hasSuffix("utf8")
            }
        }
        return false
    }

    func characters(_ bytes: [UInt8]) -> Int {
        dialect != .dash && isUTF8Locale ? Characters.starts(of: bytes).count : bytes.count
    }

    // MARK: Operations

    private func changed(_ held: Held, _ parameter: ParameterCode) throws -> Held {
        switch parameter.operation {
        case .trim(let isSuffix, let isLongest, let word):
            let pattern = try compiled(word, foldsCase: false)
            return try each(held) { bytes in
                if isSuffix {
                    guard let start = try pattern.suffix(of: bytes, longest: isLongest) else {
                        return bytes
                    }
                    return Array(bytes[..<start])
                }
                guard let end = try pattern.prefix(of: bytes, longest: isLongest) else {
                    return bytes
                }
                return end == 0 ? bytes : Array(bytes[end...])
            }
        case .replace(let word, let replacement, let place):
            let pattern = try compiled(word)
            let text = try self.replacement(replacement)
            return try each(held) { bytes in
                try replaced(bytes, pattern, text, place, isEmpty: word.isEmpty)
            }
        case .slice(let offset, let count): return try sliced(held, offset, count, parameter)
        case .changeCase(let op, let all, let word):
            let pattern = word.isEmpty ? nil : try compiled(word)
            return try each(held) {
                try CaseChange.changed($0, op, all: all, pattern, isUTF8: isUTF8)
            }
        case .transform(let letter): return try transformed(held, letter, parameter)
        default: return held
        }
    }

    private func each(_ held: Held, _ body: ([UInt8]) throws -> [UInt8]) throws -> Held {
        switch held {
        case .unset: .unset
        case .one(let bytes): .one(try body(bytes))
        case .list(let values, let isStar): .list(try values.map(body), isStar: isStar)
        }
    }

    /// A pattern of the shell's options.
    func compiled(_ word: [PartCode], foldsCase: Bool = true) throws -> ShellPattern {
        ShellPattern(
            try pattern(word), extended: dialect.isBash && options.contains(.extglob),
            foldsCase: foldsCase && options.contains(.nocasematch), isUTF8: isUTF8, dialect: dialect
        )
    }

    private func sliced(
        _ held: Held, _ offset: ArithmeticCode, _ count: ArithmeticCode?,
        _ parameter: ParameterCode
    ) throws -> Held {
        var start = try number(offset)
        let length = try count.map { try number($0) }
        func outOfRange(_ value: Int) throws -> ShellAbort {
            try failure("\(value): substring expression < 0", isDiscard: true)
        }
        switch held {
        case .unset: return .unset
        case .one(let bytes):
            let starts = isUTF8 ? Characters.starts(of: bytes) : nil
            let total = starts?.count ?? bytes.count
            if start < 0 { start += total }
            guard start >= 0, start <= total else { return .one([]) }
            var end = total
            if let length {
                end =
                    length < 0
                    ? total + length
                    : min(
                        total,
                        start.addingReportingOverflow(length).overflow ? total : start + length)
                if end < start {
                    guard dialect == .ash else { throw try outOfRange(length) }
                    end = total
                }
            }
            func place(_ index: Int) -> Int {
                guard let starts else { return index }
                return index < starts.count ? starts[index] : bytes.count
            }
            return .one(Array(bytes[place(start)..<place(end)]))
        case .list(var values, let isStar):
            if case .special = parameter.target {
                // Of the parameters the name of the shell is number 0.
                if start < 0 {
                    start += values.count + 1
                    if start < 0 { return .list([], isStar: isStar) }
                }
                values.insert(arg0, at: 0)
            } else if start < 0 {
                if case .all(let symbol, _) = parameter.target,
                    case .indexed(let array)? = variable(try resolved(symbol))?.value
                {
                    start += array.end
                } else {
                    start += values.count
                }
                if start < 0 { return .list([], isStar: isStar) }
            } else if start > 0, case .all(let symbol, _) = parameter.target,
                case .keyed? = variable(try resolved(symbol))?.value
            {
                // Those of a keyed one are counted from 1, as parameters are.
                start -= 1
            }
            if case .all(let symbol, _) = parameter.target,
                case .indexed(let array)? = variable(try resolved(symbol))?.value
            {
                // Elements are counted from the first whose number is not below.
                start = array.indices.firstIndex { $0 >= start } ?? values.count
            }
            guard start <= values.count else { return .list([], isStar: isStar) }
            guard let length else { return .list(Array(values[start...]), isStar: isStar) }
            if length < 0 { throw try outOfRange(length) }
            return .list(
                Array(values[start..<min(values.count, start + min(length, values.count))]),
                isStar: isStar)
        }
    }

    private func transformed(_ held: Held, _ letter: UInt8, _ parameter: ParameterCode) throws
        -> Held
    {
        switch letter {
        case UInt8(ascii: "Q"): return try each(held) { ShellQuoting.reusable($0, dialect) }
        case UInt8(ascii: "E"): return try each(held) { ShellQuoting.atE($0, utf8: isUTF8) }
        case UInt8(ascii: "U"):
            return try each(held) {
                try CaseChange.changed($0, UInt8(ascii: "^"), all: true, nil, isUTF8: isUTF8)
            }
        case UInt8(ascii: "u"):
            return try each(held) {
                try CaseChange.changed($0, UInt8(ascii: "^"), all: false, nil, isUTF8: isUTF8)
            }
        case UInt8(ascii: "L"):
            return try each(held) {
                try CaseChange.changed($0, UInt8(ascii: ","), all: true, nil, isUTF8: isUTF8)
            }
        case UInt8(ascii: "P"): return try each(held) { try PromptText(self).expanded($0) }
        case UInt8(ascii: "a"):
            guard let symbol = parameter.symbol else { return .one([]) }
            let letters = attributeLetters(of: try resolved(symbol))
            if case .list(let values, let isStar) = held {
                return .list(values.map { _ in Array(letters.utf8) }, isStar: isStar)
            }
            return .one(Array(letters.utf8))
        case UInt8(ascii: "A"):
            guard let symbol = parameter.symbol else {
                return try each(held) { ShellQuoting.reusable($0, dialect) }
            }
            return .one(declaration(of: try resolved(symbol), isForReuse: true))
        default:
            guard let symbol = parameter.symbol else { return held }
            let target = try resolved(symbol)
            if case .list(let values, let isStar) = held {
                let pairs = zip(keys(of: target), values)
                var isKeyed = false
                if case .keyed? = variable(target)?.value { isKeyed = true }
                if letter == UInt8(ascii: "k") {
                    return .list(pairs.flatMap { [$0, $1] }, isStar: isStar)
                }
                let text = pairs.map {
                    (isKeyed ? ShellQuoting.key($0) : $0) + [32]
                        + ShellQuoting.declaredValue($1, dialect: dialect, utf8: isUTF8)
                }
                return .one(joined(text, [32]) + (isKeyed && !text.isEmpty ? [32] : []))
            }
            return try each(held) { ShellQuoting.reusable($0, dialect) }
        }
    }
}

extension ParameterCode {
    /// The variable that is asked for.
    var symbol: Int? {
        switch target {
        case .variable(let symbol), .element(let symbol, _), .all(let symbol, _): symbol
        default: nil
        }
    }
}
