internal import LayBounds
internal import LayRuntime
internal import LayText

/// The type `regex`: `regex("(\\d+)-(\\d+)").find(text)`, and matches with their groups.
struct RegexModule {
    private let vm: VM
    private let regex: TypeInfo
    private let match: TypeInfo

    /// A match, with the text it lies in.
    final class Match {
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

    static func rethrowing<Result>(_ body: () throws -> Result) throws -> Result {
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
            try RegexPieces(call, regex: 0, text: 1).split(most: Int.max)
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
            try RegexPieces(call, regex: 0, text: 1).replace(match)
        }
        installStringPatterns(match)
    }

    /// What strings do with a regular expression in the place of a text: `text.split(regex(…))`.
    private func installStringPatterns(_ match: TypeInfo) {
        vm.patternMethods["split"] = { call in
            let most = call.has(2) ? try call.int(2) : Int.max
            if most < 1 { throw LayError.noPartsWanted(most) }
            return try RegexPieces(call, regex: 1, text: 0).split(most: most)
        }
        vm.patternMethods["replace"] = { call in
            try RegexPieces(call, regex: 1, text: 0).replace(match)
        }
        vm.patternMethods["contains"] = { call in
            .bool(try RegexPieces(call, regex: 1, text: 0).first() != nil)
        }
        vm.patternMethods["starts_with"] = { call in
            .bool(try RegexPieces(call, regex: 1, text: 0).first()?.whole.lowerBound == 0)
        }
        vm.patternMethods["find"] = { call in
            if call.has(2) { throw LayError.noPatternFrom }
            let pieces = try RegexPieces(call, regex: 1, text: 0)
            return try pieces.first().map { .int(pieces.scalars(before: $0.whole.lowerBound)) }
                ?? .nil
        }
        vm.patternMethods["count"] = { call in
            .int(try RegexPieces(call, regex: 1, text: 0).count())
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
