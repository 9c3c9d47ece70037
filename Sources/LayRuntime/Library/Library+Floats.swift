extension VM {
    func installFloats(_ float: TypeInfo) {
        constructor(
            float,
            MemberDescription(
                "A float from a number or a text.",
                [MemberParameter("value", "number | string", "what becomes a float")],
                gives: "float", example: #"float("1.5")  # => 1.5"#)
        ) { call in
            if call[0].isNumber { return .float(call[0].number) }
            guard call[0].tag == .string else { throw call.mismatch(0, "a number or a string") }
            try call.vm.work(bytes: call[0].byteCount &* 16)
            // The forms that the language reads: no hexadecimal ones.
            guard !call[0].text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }),
                let result = Double(call[0].text)
            else {
                throw LayError.noFloat(VM.quoted(call[0].text))
            }
            return .float(result)
        }
        property(
            float, "is_nan", "True for what is no number, as 0.0 / 0.", gives: "bool",
            example: "(0.0 / 0).is_nan  # => true"
        ) { _, value in .bool(value.asFloat.isNaN) }
        property(
            float, "is_infinite", "True for what is beyond every number, as 1 / 0.", gives: "bool",
            example: "(1 / 0).is_infinite  # => true"
        ) { _, value in .bool(value.asFloat.isInfinite) }
        property(
            float, "is_finite", "True for a number that is neither infinite nor nan.",
            gives: "bool", example: "1.5.is_finite  # => true"
        ) { _, value in .bool(value.asFloat.isFinite) }
        property(
            float, "sign", "-1, 0 or 1: negative, zero or positive; nan has none.", gives: "int",
            example: "(-1.5).sign  # => -1"
        ) { _, value in
            if value.asFloat.isNaN { throw LayError.largeNumber("nan") }
            return .int(value.asFloat < 0 ? -1 : value.asFloat > 0 ? 1 : 0)
        }
        method(
            float, "size_text", "The number as people read a size in bytes, without a fraction.",
            gives: "string", example: #"1500.7.size_text()  # => "1.5 kB""#
        ) { call in
            let size = try VM.int(call[0].asFloat.rounded())
            return call.vm.string(VM.sizeText(size.asInt))
        }
        method(
            float, "abs", "The number without its sign.", gives: "float",
            example: "(-1.5).abs()  # => 1.5"
        ) { call in .float(abs(call[0].asFloat)) }
        method(
            float, "clamp", "The number, or the bound that it lies beyond.",
            [
                MemberParameter("lower", "number", "the least that may come out"),
                MemberParameter("upper", "number", "the greatest"),
            ], gives: "float", example: "1.5.clamp(0, 1)  # => 1.0"
        ) { call in
            let (lower, upper) = (try call.number(1), try call.number(2))
            // A bound that is nan is no bound.
            if lower > upper {
                throw LayError.crossedBounds(VM.text(of: lower), VM.text(of: upper))
            }
            let number = call[0].asFloat
            return .float(number < lower ? lower : number > upper ? upper : number)
        }
        for (name, sentence, example, rule) in [
            (
                "floor", "The greatest int that is not above it.", "(-1.5).floor()  # => -2",
                FloatingPointRoundingRule.down
            ),
            ("ceil", "The least int that is not below it.", "2.2.ceil()  # => 3", .up),
            (
                "trunc", "The int without the fraction.", "(-2.7).trunc()  # => -2", .towardZero
            ),
        ] {
            method(float, name, sentence, gives: "int", example: example) { call in
                try VM.int(call[0].asFloat.rounded(rule))
            }
        }
        method(
            float, "round",
            "The nearest int, or the nearest float with so many decimals; halves go away from 0, and a negative number is of places before the point.",
            [.optional("digits", "int", "how many decimals")], gives: "int | float",
            example: """
                2.5.round()  # => 3
                3.14159.round(2)  # => 3.14
                """
        ) { call in
            let number = call[0].asFloat
            guard call.has(1) else { return try VM.int(number.rounded()) }
            let digits = try call.int(1)
            if digits < 0 { return .float(VM.rounded(number, toPlacesBeforePoint: digits)) }
            let text = VM.fixed(number, min(digits, 400))
            // Some numbers have hundreds of digits.
            try call.vm.work(text.utf8.count)
            return .float(Double(text) ?? number)
        }
        method(
            float, "format", "The number as a text of a certain form.",
            [
                .optional("digits", "int", "how many decimals; as many as it has, if left out"),
                .optional("width", "int", "how many characters it has at least", default: "0"),
                .optional(
                    "fill", "string", "the character in front that fills it up", default: "\" \""),
                .optional("group", "string", "what stands between groups of three digits"),
                .optional("sign", "bool", "true to write a plus too", default: "false"),
            ], gives: "string",
            example: """
                3.14159.format(2)  # => "3.14"
                1234.5.format(2, group: ",")  # => "1,234.50"
                """
        ) { call in
            let number = call[0].asFloat
            let digits = call.has(1) ? max(0, try call.int(1)) : nil
            if let digits, digits > VM.widestFormat { throw LayError.wideFormat(digits) }
            var text =
                digits.map { VM.fixed(number.magnitude, $0) } ?? VM.text(of: number.magnitude)
            if !number.isFinite { text = VM.text(of: number.magnitude) }
            let isNegative = number.sign == .minus && !number.isNaN
            return try VM.finish(
                call, text, isNegative: isNegative, width: 2, fill: 3, group: 4, sign: 5)
        }
    }

    static func int(_ number: Double) throws -> Value {
        guard let result = Int(exactly: number) else {
            throw LayError.largeNumber(text(of: number))
        }
        return .int(result)
    }
}
