extension VM {
    func installNumbers() {
        installInts(type(.int))
        installFloats(type(.float))
    }

    private func installInts(_ int: TypeInfo) {
        constructor(
            int,
            MemberDescription(
                "An int from a number, whose fraction is cut off, a bool or a text.",
                [
                    MemberParameter("value", "number | bool | string", "what becomes an int"),
                    .optional("base", "int", "the base of a text's digits, 2 to 36", default: "10"),
                ], gives: "int",
                example: """
                    int("ff", 16)  # => 255
                    int(-3.9)  # => -3
                    """)
        ) { call in
            let value = call[0]
            if value.isInt { return value }
            if value.isFloat { return try VM.int(value.asFloat.rounded(.towardZero)) }
            if value.isBool { return .int(value.isTrue ? 1 : 0) }
            guard value.tag == .string else { throw call.mismatch(0, "a number or a string") }
            let base = call.has(1) ? try call.int(1) : 10
            guard (2...36).contains(base) else {
                throw LayError.noBase(base, in: "int")
            }
            try call.vm.work(bytes: value.byteCount &* 8)
            guard let result = Int(value.text, radix: base) else {
                throw LayError.noInt(VM.quoted(value.text))
            }
            return .int(result)
        }
        property(
            int, "sign", "-1, 0 or 1: negative, zero or positive.", gives: "int",
            example: "(-3).sign  # => -1"
        ) { _, value in .int(value.asInt.signum()) }
        method(
            int, "abs", "The number without its sign.", gives: "int", example: "(-3).abs()  # => 3"
        ) { call in
            if call[0].asInt == Int.min {
                throw LayError.largeAbs
            }
            return .int(abs(call[0].asInt))
        }
        method(
            int, "clamp", "The number, or the bound that it lies beyond.",
            [
                MemberParameter("lower", "int", "the least that may come out"),
                MemberParameter("upper", "int", "the greatest"),
            ], gives: "int", example: "15.clamp(0, 10)  # => 10"
        ) { call in
            let (lower, upper) = (try call.int(1), try call.int(2))
            if lower > upper { throw LayError.crossedBounds("\(lower)", "\(upper)") }
            return .int(max(lower, min(upper, call[0].asInt)))
        }
        for (name, sentence) in [
            ("floor", "The number itself, as floats have it."),
            ("ceil", "The number itself, as floats have it."),
            ("trunc", "The number itself, as floats have it."),
        ] {
            method(int, name, sentence, gives: "int", example: "3.\(name)()  # => 3") { $0[0] }
        }
        method(
            int, "round",
            "The number itself, or with a negative number of digits the nearest ten, hundred and so on; halves go away from 0.",
            [.optional("digits", "int", "how many decimals")], gives: "int",
            example: """
                3.round()  # => 3
                1250.round(-2)  # => 1300
                """
        ) { call in
            let (number, digits) = (call[0].asInt, call.has(1) ? try call.int(1) : 0)
            if digits >= 0 { return call[0] }
            if digits < -18 {
                // Half of the next power of ten is the only one that fits.
                if digits < -19 || number.magnitude < 5_000_000_000_000_000_000 { return .int(0) }
                throw LayError.largeNumber("\(number) rounded to \(-digits) places")
            }
            let unit = (0..<(-digits)).reduce(1) { unit, _ in unit * 10 }
            let rest = number % unit
            let down = number - rest
            guard rest.magnitude >= unit.magnitude / 2 else { return .int(down) }
            let (result, overflow) = down.addingReportingOverflow(rest < 0 ? -unit : unit)
            if overflow { throw LayError.largeNumber("\(number) rounded to \(unit)s") }
            return .int(result)
        }
        for (name, sentence, example, prefix, base) in [
            ("octal", "The number in octal, as 0o755.", "493.octal()  # => \"0o755\"", "0o", 8),
            ("hex", "The number in hexadecimal, as 0xff.", "255.hex()  # => \"0xff\"", "0x", 16),
            ("binary", "The number in binary, as 0b101.", "5.binary()  # => \"0b101\"", "0b", 2),
        ] {
            method(int, name, sentence, gives: "string", example: example) { call in
                let number = call[0].asInt
                return call.vm.string(
                    (number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: base))
            }
        }
        method(
            int, "times",
            "A list of what a function gives for 0, 1 and so on, as many as the number says.",
            [MemberParameter("function", "fn(int) -> any", "gets 0, 1 and so on")], gives: "list",
            example: "3.times(i => i * 2)  # => [0, 2, 4]"
        ) { call in
            try call.vm.collect { append in
                for index in 0..<max(0, call[0].asInt) {
                    append(try call.vm.call(call[1], [.int(index)]))
                }
            }
        }
        method(
            int, "size_text", "The number as people read a size in bytes.", gives: "string",
            example: #"1500.size_text()  # => "1.5 kB""#
        ) { call in call.vm.string(VM.sizeText(call[0].asInt)) }
        method(
            int, "format", "The number as a text of a certain form.",
            [
                .optional("width", "int", "how many characters it has at least", default: "0"),
                .optional(
                    "fill", "string", "the character in front that fills it up", default: "\" \""),
                .optional("base", "int", "the base of the digits, 2 to 36", default: "10"),
                .optional("group", "string", "what stands between groups of three digits"),
                .optional("sign", "bool", "true to write a plus too", default: "false"),
            ], gives: "string",
            example: """
                7.format(3, "0")  # => "007"
                255.format(base: 16)  # => "ff"
                1234567.format(group: ",")  # => "1,234,567"
                """
        ) { call in
            let number = call[0].asInt
            let base = call.has(3) ? try call.int(3) : 10
            guard (2...36).contains(base) else {
                throw LayError.noBase(base, in: "format")
            }
            let digits = String(number.magnitude, radix: base)
            return try VM.finish(call, digits, isNegative: number < 0, group: 4, sign: 5)
        }
    }

}
