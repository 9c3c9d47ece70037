internal import LayBounds
internal import LayRuntime
internal import LayText

/// The type `regex`: `regex("(\\d+)-(\\d+)").find(text)`, and matches with their groups.
struct RegexModule {
    private let vm: VM
    private let regex: TypeInfo
    private let match: TypeInfo

    /// A match, with the text it lies in.
    private final class Match {
        let text: Rooted
        let found: RegexMatch
        let regex: Regex

        private let memory: MemoryAccount
        private var size: Int { 192 + 32 * found.ranges.count }

        init(_ text: Rooted, _ found: RegexMatch, _ regex: Regex, _ memory: MemoryAccount) {
            self.text = text
            self.found = found
            self.regex = regex
            self.memory = memory
            memory.charge(size)
        }

        deinit { memory.credit(size) }
    }

    static func install(in vm: VM) {
        let module = RegexModule(
            vm: vm, regex: vm.addType("regex"), match: vm.addType("match"))
        module.regex.documentation =
            "A regular expression in PCRE2's syntax: finds, divides and replaces in texts."
        module.match.documentation =
            "Where a regular expression matched; m[1] and m[\"name\"] are its groups."
        module.installRegex()
        module.installMatch()
        vm.define("regex", vm.typeValue(module.regex))
    }

    private static func rethrowing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as RegexError {
            throw LayError.noPattern(error)
        }
    }

    private static func receiver(_ call: borrowing NativeCall) throws -> Regex {
        try call.object(0, as: Regex.self, "a regex")
    }

    private func installRegex() {
        let match = match
        vm.constructor(
            regex,
            MemberDescription(
                "A regular expression in PCRE2's syntax, on Unicode text.",
                [
                    MemberParameter("pattern", "string", "the expression"),
                    .optional(
                        "flags", "string",
                        "i for any case, m for ^ and $ at lines, s for . at newlines, x for free spaces",
                        default: "\"\""),
                ], gives: "regex",
                example: #"regex("(\\w+)@", "i").find("Ann@home")[1]  # => "Ann""#)
        ) { [regex] call in
            let (pattern, flags) = (try call.string(0), try call.optionalString(1) ?? "")
            // What the compiler takes while it works.
            try call.vm.reserve(pattern.utf8.count &* 16)
            return call.vm.object(
                try Self.rethrowing { try Regex(pattern, flags: flags) }, regex)
        }
        vm.function(
            regex, "escape",
            MemberDescription(
                "A pattern that stands for exactly a text.",
                [MemberParameter("text", "string", "the text")], gives: "string",
                example: #"regex(regex.escape("a.b")).matches("axb")  # => false"#)
        ) { call in
            call.vm.string(
                try call.string(0).reduce(into: "") { text, character in
                    if "\\^$.|?*+()[]{}#- ".contains(character) { text += "\\" }
                    text.append(character)
                })
        }
        regex.display = { vm, value, _ in
            "regex(\(VM.quoted(vm.object(value, as: Regex.self)?.pattern ?? "")))"
        }
        vm.property(
            regex, "pattern", "What it was made of.", gives: "string",
            example: #"regex("[a-z]+").pattern  # => "[a-z]+""#
        ) { vm, value in
            vm.string(vm.object(value, as: Regex.self)?.pattern ?? "")
        }
        vm.method(
            regex, "matches",
            MemberDescription(
                "True when it matches somewhere in a text.",
                [MemberParameter("text", "string | bytes", "where it is looked for")],
                gives: "bool", example: #"regex("\\d{4}").matches("in 2024")  # => true"#)
        ) { call in
            let (vm, regex, text) = (call.vm, try Self.receiver(call), try call.data(1))
            return .bool(
                try Self.rethrowing { try regex.firstMatch(in: text, { try vm.work($0) }) } != nil)
        }
        vm.method(
            regex, "find",
            MemberDescription(
                "The first match in a text, or nil.",
                [MemberParameter("text", "string", "where it is looked for")], gives: "match | nil",
                example: #"regex("\\d+").find("in 2024").text  # => "2024""#)
        ) { call in
            let (vm, regex, text) = (
                call.vm, try Self.receiver(call), try call.string(1, of: call[1])
            )
            guard
                let found = try Self.rethrowing({
                    try regex.firstMatch(in: text, { try vm.work($0) })
                })
            else {
                return .nil
            }
            return call.vm.object(Match(call.vm.root(call[1]), found, regex, call.vm.memory), match)
        }
        vm.method(
            regex, "find_all",
            MemberDescription(
                "All the matches in a text.",
                [MemberParameter("text", "string", "where it is looked for")], gives: "list[match]",
                example: #"regex("[a-z]+").find_all("ab 1 cd").map(m => m.text)  # => ["ab", "cd"]"#
            )
        ) { call in
            let (vm, regex, text) = (
                call.vm, try Self.receiver(call), try call.string(1, of: call[1])
            )
            let root = vm.root(call[1])
            return try vm.collect { append in
                try Self.rethrowing {
                    try regex.forEachMatch(in: text, { try vm.work($0) }) { found in
                        append(vm.object(Match(root, found, regex, call.vm.memory), match))
                        return true
                    }
                }
            }
        }
        vm.method(
            regex, "split",
            MemberDescription(
                "The parts of a text between the matches.",
                [MemberParameter("text", "string", "what is divided")], gives: "list[string]",
                example: #"regex(", *").split("a, b,c")  # => ["a", "b", "c"]"#)
        ) { call in
            let (vm, regex, text) = (
                call.vm, try Self.receiver(call), try call.string(1, of: call[1])
            )
            return try vm.collect { append in
                var start = 0
                try Self.rethrowing {
                    try regex.forEachMatch(in: text, { try vm.work($0) }) { found in
                        if found.whole.isEmpty { return true }
                        append(
                            try vm.string(
                                UnsafeRawBufferPointer(
                                    rebasing: text[start..<found.whole.lowerBound])))
                        start = found.whole.upperBound
                        return true
                    }
                }
                append(try vm.string(UnsafeRawBufferPointer(rebasing: text[start...])))
            }
        }
        vm.method(
            regex, "replace",
            MemberDescription(
                "A text with the matches in it replaced.",
                [
                    MemberParameter("text", "string", "what is changed"),
                    MemberParameter(
                        "with", "string | fn(match) -> string",
                        "a text in which $1 and ${name} are groups and $$ a dollar; or what gets a match"
                    ), .optional("count", "int", "how often at most, from the start"),
                ], gives: "string",
                example: #"""
                    regex("(\\w)(\\d)").replace("a1 b2", "$2$1")  # => "1a 2b"
                    regex("\\d").replace("a1", d => "<\(d.text)>")  # => "a<1>"
                    """#)
        ) { call in
            try Self.replace(call, match)
        }
    }

    /// `with` is a text, in which `$1`, `${name}` and `$$` stand for groups and a dollar, or a
    /// function from a match to a text.
    private static func replace(_ call: borrowing NativeCall, _ type: TypeInfo) throws -> Value {
        let (vm, regex, text) = (call.vm, try receiver(call), try call.string(1, of: call[1]))
        let (replacement, root) = (call[2], call.vm.root(call[1]))
        let isText = replacement.tag == .string
        if isText { try vm.reserve(replacement.buffer.count &* 24) }
        let template = isText ? Array(replacement.text) : []
        var left = call.has(3) ? try call.int(3) : Int.max
        var result = GrowingText(vm)
        var start = 0
        try rethrowing {
            try regex.forEachMatch(in: text, { try vm.work($0) }) { found in
                if left <= 0 { return false }
                left -= 1
                try result.add(text[start..<found.whole.lowerBound])
                start = found.whole.upperBound
                if isText {
                    try expand(template, found, regex, text, to: &result)
                    return true
                }
                let value = vm.object(Match(root, found, regex, vm.memory), type)
                defer { vm.release(value) }
                let piece = try vm.call(replacement, [value])
                defer { vm.release(piece) }
                guard piece.tag == .string else {
                    throw LayError.noReplacement(vm.describe(piece))
                }
                try result.add(piece.buffer)
                return true
            }
        }
        try result.add(text[start...])
        return try result.bytes.withUnsafeBytes { try vm.string($0) }
    }

    private static func expand(
        _ template: [Character], _ found: RegexMatch, _ regex: Regex,
        _ text: UnsafeRawBufferPointer, to result: inout GrowingText
    ) throws {
        var place = 0
        while place < template.count {
            let character = template[place]
            place += 1
            guard character == "$", place < template.count else {
                try result.add(String(character).utf8)
                continue
            }
            var name = ""
            if template[place] == "$" {
                try result.add(UInt8(ascii: "$"))
                place += 1
                continue
            } else if template[place] == "{", let end = template[place...].firstIndex(of: "}") {
                name = String(template[(place + 1)..<end])
                place = end + 1
            } else {
                while place < template.count, template[place].isASCII, template[place].isNumber {
                    name.append(template[place])
                    place += 1
                }
            }
            guard let number = Int(name) ?? regex.names.first(where: { $0.name == name })?.number,
                found.ranges.indices.contains(number)
            else {
                throw LayError.noPatternGroup(name)
            }
            if let range = found.ranges[number] { try result.add(text[range]) }
        }
    }

    private func installMatch() {
        func property(
            _ name: String, _ sentence: String, gives result: ValueType, example: String,
            _ body: @escaping (VM, Match) throws -> Value
        ) {
            vm.property(match, name, sentence, gives: result, example: example) { vm, value in
                guard let match = vm.object(value, as: Match.self) else { return .nil }
                return try body(vm, match)
            }
        }
        func piece(_ vm: VM, _ match: Match, _ range: Range<Int>?) throws -> Value {
            guard let range else { return .nil }
            return try vm.string(UnsafeRawBufferPointer(rebasing: match.text.value.buffer[range]))
        }
        func place(_ match: Match, _ offset: Int) -> Value {
            .int(match.text.value.buffer[..<offset].count { $0 & 0xc0 != 0x80 })
        }
        property(
            "text", "What matched.", gives: "string",
            example: #"regex("\\d+").find("in 2024").text  # => "2024""#
        ) { vm, match in try piece(vm, match, match.found.whole) }
        property(
            "start", "Where it begins in the text, in Unicode scalars.", gives: "int",
            example: #"regex("\\d+").find("in 2024").start  # => 3"#
        ) { _, match in place(match, match.found.whole.lowerBound) }
        property(
            "end",
            "Where it ends in the text, in Unicode scalars; what is there is not part of it.",
            gives: "int", example: #"regex("\\d+").find("in 2024").end  # => 7"#
        ) { _, match in place(match, match.found.whole.upperBound) }
        property(
            "groups", "What the groups of the pattern matched; nil for one that had no part in it.",
            gives: "list[string | nil]",
            example: #"regex("(a)(b)?").find("a").groups  # => ["a", nil]"#
        ) { vm, match in
            vm.list(try match.found.ranges.dropFirst().map { try piece(vm, match, $0) })
        }
        property(
            "names", "What the named groups of the pattern matched.",
            gives: "map[string, string | nil]",
            example: #"regex("(?<year>\\d+)").find("in 2024").names  # => {year: "2024"}"#
        ) { vm, match in
            vm.map(
                try match.regex.names.map { entry in
                    (entry.name, try piece(vm, match, match.found.ranges[entry.number]))
                })
        }
        match.index = { vm, value, key in
            guard let match = vm.object(value, as: Match.self) else { return .nil }
            let number =
                key.tag == .int
                ? key.asInt : match.regex.names.first { $0.name == key.text }?.number ?? -1
            guard match.found.ranges.indices.contains(number) else {
                throw LayError.noMatchGroup(vm.describe(key))
            }
            return try piece(vm, match, match.found.ranges[number])
        }
        match.display = { vm, value, _ in
            guard let match = vm.object(value, as: Match.self) else { return "match" }
            let text = try piece(vm, match, match.found.whole)
            defer { vm.release(text) }
            return "match(\(VM.quoted(text.text)))"
        }
    }
}

extension NativeCall {
    /// The bytes of an argument that must be a string, so that they are valid UTF-8.
    fileprivate func string(_ index: Int, of value: Value) throws -> UnsafeRawBufferPointer {
        guard value.tag == .string else { throw mismatch(index, "a string") }
        return value.buffer
    }
}
