/// What a function gets: its input and its arguments.
struct JqArguments {
    var input: JqValue
    var first = JqValue.null
    var second = JqValue.null
    var third = JqValue.null
}

/// A function that is not written in the language.
struct JqNative: Sendable {
    let name: String
    let count: Int
    /// Its value; nil for none.
    let run: @Sendable (JqMachine, inout JqArguments) throws -> JqValue?

    init(
        _ name: String, _ count: Int = 0,
        _ run: @escaping @Sendable (JqMachine, inout JqArguments) throws -> JqValue?
    ) {
        self.name = name
        self.count = count
        self.run = run
    }
}

/// The functions that are not written in the language.
enum JqNatives {
    static let table: [JqNative] =
        values + containers + texts + streams + moments + JqMathematics.functions

    private static let numbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        for (number, native) in table.enumerated() {
            numbers["\(native.name)/\(native.count)"] = number
        }
        return numbers
    }()

    /// The number of a function.
    static func number(_ name: String, _ count: Int) -> Int? { numbers["\(name)/\(count)"] }

    private static let values = [
        JqNative("type") { .text($1.input.kindName, $0.account) },
        JqNative("not") { .bool(!$1.input.isTrue) },
        JqNative("error", 1) { _, call in
            // An error of null is none.
            if case .null = call.first { return nil }
            throw JqRaise(call.first)
        },
        JqNative("_negate") { _, call in
            guard case .number(let number) = call.input else {
                throw JqRaise(call.input, "cannot be negated")
            }
            return .number(-number)
        },
        JqNative("length") { .number(try length($1.input)) },
        JqNative("abs") { _, call in
            guard case .number(let number) = call.input else {
                throw JqRaise(call.input, "has no absolute value")
            }
            return .number(number < 0 ? -number : number)
        },
        JqNative("toarray") { machine, call in
            if case .array = call.input { return call.input }
            return .array(try JqArray.make([call.input], machine.account))
        },
        JqNative("tojson") { .text(try JqPrinter.text($1.input, $0.account)) },
        JqNative("tostring") { .text(try text($1.input, $0.account)) },
        JqNative("fromjson") { machine, call in
            guard case .text(let text) = call.input else {
                throw JqRaise(call.input, "only strings can be parsed")
            }
            return try JqWholeText.parse(text, machine.account)
        },
        JqNative("tonumber") { machine, call in
            if case .number = call.input { return call.input }
            if case .text(let text) = call.input {
                let value = try JqWholeText.parse(text, machine.account)
                if case .number = value { return value }
            }
            throw JqRaise(call.input, "cannot be parsed as a number")
        },
        JqNative("infinite") { _, _ in .number(Double.infinity) },
        JqNative("nan") { _, _ in .number(Double.nan) },
        JqNative("isinfinite") { .bool(number($1.input)?.isInfinite ?? false) },
        JqNative("isnan") { .bool(number($1.input)?.isNaN ?? false) },
        JqNative("isnormal") { .bool(number($1.input)?.isNormal ?? false) },
        JqNative("have_literal_numbers") { _, _ in .yes },
        JqNative("have_decnum") { _, _ in .no },
        JqNative("contains", 1) { machine, call in
            let kinds = (call.input.kindName.description, call.first.kindName.description)
            guard kinds.0 == kinds.1, call.input.kind == call.first.kind else {
                throw JqRaise(
                    call.input, call.first, "cannot have their containment checked")
            }
            return .bool(try JqOrder.contains(call.input, call.first, machine.account))
        },
        JqNative("env") { machine, _ in try JqMachine.environment(machine.account) },
        JqNative("builtins") { machine, _ in
            let names =
                JqPrelude.names
                + table.filter { !$0.name.hasPrefix("_") }.map {
                    "\($0.name)/\($0.count)"
                }
            return .array(
                try JqArray.make(
                    names.sorted().map { .text(JqText.make(Array($0.utf8), machine.account)) },
                    machine.account))
        },
        JqNative("get_search_list") { machine, _ in
            .array(
                try JqArray.make(
                    machine.searchList.map { .text(JqText.make($0, machine.account)) },
                    machine.account))
        },
        JqNative("get_prog_origin") { machine, _ in
            .text(
                JqText.make(machine.host.realPath([UInt8(ascii: ".")]), machine.account))
        },
        JqNative("get_jq_origin") { machine, _ in .text("/usr/bin", machine.account) },
        JqNative("_match_impl", 3) { machine, call in
            try JqMatching.match(
                machine, call.input, call.first, call.second, isTest: call.third.isTrue)
        },
    ]

    /// The number that a value is.
    static func number(_ value: JqValue) -> Double? {
        if case .number(let number) = value { return number }
        return nil
    }

    private static func length(_ value: JqValue) throws -> Double {
        switch value {
        case .array(let array): return Double(array.count)
        case .object(let object): return Double(object.count)
        case .text(let text): return Double(text.characters)
        case .number(let number): return number.magnitude
        case .null: return 0
        default: throw JqRaise(value, "has no length")
        }
    }

    /// A text as it is, another value as JSON.
    static func text(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        if case .text(let text) = value { return text }
        return try JqPrinter.text(value, account)
    }
}

/// A text that is one value of JSON.
enum JqWholeText {
    /// The value.
    ///
    /// - Throws: `JqRaise` where the text is none.
    static func parse(_ text: JqText, _ account: JqAccount) throws -> JqValue {
        account.work(text.count / JqAccount.bytesPerStep)
        do {
            return try text.with { try parse($0, account) }
        } catch let error as JqMalformed {
            throw JqRaise(
                Array("\(error.message) (while parsing '".utf8)
                    + text.array.prefix { $0 != 0 } + Array("')".utf8))
        }
    }

    /// The value.
    ///
    /// - Throws: `JqMalformed` where the text is none.
    static func parse(
        _ span: UnsafeBufferPointer<UInt8>, _ account: JqAccount
    ) throws -> JqValue {
        let reader = JqReader(JqValueAssembler(account), account, isSequence: false)
        var place = 0
        var found: JqValue?
        func keep(_ value: JqValue) throws {
            if found != nil { throw JqMalformed(message: "Unexpected extra JSON values") }
            found = value
        }
        while place < span.count {
            if let value = try reader.next(span, &place) { try keep(value) }
        }
        if let value = try reader.end() { try keep(value) }
        guard let found else { throw JqMalformed(message: "Expected JSON value") }
        return found
    }
}

extension JqMachine {
    /// Calls a function that is not written in the language; false where it gives no value.
    ///
    /// - Throws: `JqRaise`; what the host throws.
    func callNative(_ number: Int, _ count: Int) throws -> Bool {
        var call = JqArguments(input: pop())
        if count > 0 { call.first = pop() }
        if count > 1 { call.second = pop() }
        if count > 2 { call.third = pop() }
        guard let value = try JqNatives.table[number].run(self, &call) else { return false }
        try push(value)
        return true
    }

    /// The environment as an object.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func environment(_ account: JqAccount) throws -> JqValue {
        let variables = account.host.environment
        var object = try JqObject.make(capacity: variables.count, account)
        for variable in variables {
            let name = try variable.name.withUnsafeBufferPointer {
                try JqText.make(anything: $0, account)
            }
            let value = try variable.value.withUnsafeBufferPointer {
                try JqText.make(anything: $0, account)
            }
            object = try JqObject.set(consume object, name, .text(value))
        }
        return .object(object)
    }
}
