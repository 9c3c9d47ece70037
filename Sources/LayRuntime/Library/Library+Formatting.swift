internal import LayBounds
internal import LaySyntax

/// How a value is written, as `\(x: "SPEC")` and `format(x, "SPEC")` say it:
/// `[[fill]align][sign][#][0][width][group][.digits][type]`, as in Python's format strings.
private struct FormatSpec {
    var fill: Unicode.Scalar = " "
    /// `<`, `>`, `^`, or `=` for between sign and digits.
    var align: Unicode.Scalar?
    /// A plus is written, too.
    var hasSign = false
    /// `0x`, `0o` or `0b` is written in front.
    var hasPrefix = false
    var width = 0
    var group: Unicode.Scalar?
    var digits: Int?
    /// `s d x X o b f e %`
    var type: Unicode.Scalar?

    private static let aligns: Set<Unicode.Scalar> = ["<", ">", "^", "="]

    /// `nil` for what is no form.
    init?(_ text: String) {
        var rest = Array(text.unicodeScalars)[...]
        if rest.count > 1, Self.aligns.contains(rest[rest.startIndex + 1]) {
            fill = rest.removeFirst()
            align = rest.removeFirst()
        } else if let first = rest.first, Self.aligns.contains(first) {
            align = rest.removeFirst()
        }
        func take(_ scalars: Set<Unicode.Scalar>) -> Unicode.Scalar? {
            guard let first = rest.first, scalars.contains(first) else { return nil }
            return rest.removeFirst()
        }
        func number() -> Int? {
            var text = ""
            while let digit = take(Set("0123456789".unicodeScalars)) {
                text.unicodeScalars.append(digit)
            }
            return text.isEmpty ? nil : Int(text) ?? .max
        }
        if let sign = take(["+", "-"]) { hasSign = sign == "+" }
        hasPrefix = take(["#"]) != nil
        if rest.first == "0", align == nil {
            rest.removeFirst()
            (fill, align) = ("0", "=")
        }
        width = number() ?? 0
        group = take([",", "_"])
        if take(["."]) != nil {
            guard let places = number() else { return nil }
            digits = places
        }
        type = take(Set("sdxXobfe%".unicodeScalars))
        if !rest.isEmpty { return nil }
    }

    /// Puts sign, digits and filling together.
    func finished(_ body: String, sign: String = "", isText: Bool = false) -> String {
        let missing = max(0, width - body.unicodeScalars.count - sign.unicodeScalars.count)
        let filling = { (count: Int) in
            String(String.UnicodeScalarView(repeatElement(fill, count: count)))
        }
        switch align ?? (isText ? "<" : ">") {
        case "<": return sign + body + filling(missing)
        case "^": return filling(missing / 2) + sign + body + filling(missing - missing / 2)
        case "=": return sign + filling(missing) + body
        default: return filling(missing) + sign + body
        }
    }

    func grouped(_ digits: String) -> String {
        guard let group else { return digits }
        let whole = digits.prefix { $0 != "." }
        var result = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result.unicodeScalars.append(group) }
            result.append(digit)
        }
        return result + digits.dropFirst(whole.count)
    }
}

extension VM {
    func installFormatting() {
        let description = MemberDescription(
            "The value as a text of a certain form, as \\(value: \"form\") writes it.",
            [
                MemberParameter("value", "any", "what is written"),
                MemberParameter(
                    "form", "string",
                    "[[fill]align][sign][#][0][width][group][.digits][type]; align is <, >, ^ or "
                        + "=; group is , or _; type is s, d, x, X, o, b, f, e or %"),
            ], gives: "string",
            example: """
                format(3.14159, ".2")  # => "3.14"
                format(42, "06")  # => "000042"
                format("ab", ">5")  # => "   ab"
                format(1234567, ",")  # => "1,234,567"
                """)
        for name in ["format", Parser.formatName] {
            define(name, description) { call in
                let text = try call.string(1)
                guard let spec = FormatSpec(text) else { throw LayError.noForm(text) }
                if spec.width > Self.widestFormat { throw LayError.wideFormat(spec.width) }
                if let digits = spec.digits, digits > Self.widestFormat {
                    throw LayError.wideFormat(digits)
                }
                try call.vm.reserve(spec.width &* 4 &+ (spec.digits ?? 0))
                try call.vm.work(bytes: spec.width &+ (spec.digits ?? 0))
                return call.vm.string(try call.vm.formatted(call[0], spec, text))
            }
        }
    }

    private func formatted(_ value: Value, _ spec: FormatSpec, _ text: String) throws -> String {
        switch (value.tag, spec.type) {
        case (.int, nil) where spec.digits == nil, (.int, "d"):
            return signed(
                spec, spec.grouped(String(value.asInt.magnitude)), isNegative: value.asInt < 0)
        case (.int, "x"), (.int, "X"), (.int, "o"), (.int, "b"):
            let (radix, prefix) =
                spec.type == "o" ? (8, "0o") : spec.type == "b" ? (2, "0b") : (16, "0x")
            let digits = String(
                value.asInt.magnitude, radix: radix, uppercase: spec.type == "X")
            return signed(
                spec, digits, prefix: spec.hasPrefix ? prefix : "", isNegative: value.asInt < 0)
        case (.int, nil), (.int, "f"), (.int, "e"), (.int, "%"):
            return number(Double(value.asInt), spec)
        case (.float, nil), (.float, "f"), (.float, "e"), (.float, "%"):
            return number(value.asFloat, spec)
        case (_, nil), (_, "s"):
            var shown = try display(value, readable: false)
            if let digits = spec.digits {
                shown = String(String.UnicodeScalarView(shown.unicodeScalars.prefix(digits)))
            }
            let isNumber = value.isInt || value.isFloat
            return spec.finished(shown, isText: !isNumber)
        default: throw LayError.wrongForm(text, for: describe(value))
        }
    }

    private func number(_ value: Double, _ spec: FormatSpec) -> String {
        let magnitude = value.magnitude
        let isNegative = value.sign == .minus && !value.isNaN
        guard value.isFinite else {
            return signed(spec, Self.text(of: magnitude), isNegative: isNegative)
        }
        switch spec.type {
        case "%":
            let digits = Self.fixed(magnitude * 100, spec.digits ?? 0)
            return signed(spec, spec.grouped(digits) + "%", isNegative: isNegative)
        case "e":
            return signed(
                spec, Self.scientific(magnitude, spec.digits ?? 6), isNegative: isNegative)
        default:
            let digits =
                spec.digits.map { Self.fixed(magnitude, $0) }
                ?? (spec.type == "f" ? Self.fixed(magnitude, 6) : Self.text(of: magnitude))
            return signed(spec, spec.grouped(digits), isNegative: isNegative)
        }
    }

    /// `1.500e+03`
    private static func scientific(_ magnitude: Double, _ digits: Int) -> String {
        if magnitude == 0 { return fixed(0, digits) + "e+00" }
        let plain = "\(magnitude)"
        var exponent = 0
        // The shortest digits that mean the number, without their point.
        let parts = plain.split(separator: "e")
        if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
        let halves = parts[0].split(separator: ".")
        var significant = Array(halves.joined().utf8)
        exponent += halves[0].utf8.count - 1
        while significant.count > 1, significant.first == UInt8(ascii: "0") {
            significant.removeFirst()
            exponent -= 1
        }
        significant.insert(UInt8(ascii: "."), at: 1)
        var text = fixed(Double(String(decoding: significant, as: UTF8.self)) ?? 0, digits)
        if text.hasPrefix("10") {
            text = fixed(1, digits)
            exponent += 1
        }
        let power = String(exponent.magnitude)
        return text + "e" + (exponent < 0 ? "-" : "+") + (power.count < 2 ? "0" : "") + power
    }

    private func signed(
        _ spec: FormatSpec, _ digits: String, prefix: String = "", isNegative: Bool
    ) -> String {
        spec.finished(digits, sign: (isNegative ? "-" : spec.hasSign ? "+" : "") + prefix)
    }
}
