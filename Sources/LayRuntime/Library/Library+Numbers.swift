internal import LayBounds

extension VM {
    func installNumbers() {
        installInts(type(.int))
        installFloats(type(.float))
    }

    private func installInts(_ int: TypeInfo) {
        constructor(int, "value base?") { call in
            let value = call[0]
            if value.isInt { return value }
            if value.isFloat { return try VM.int(value.asFloat.rounded(.towardZero)) }
            if value.isBool { return .int(value.isTrue ? 1 : 0) }
            guard value.tag == .string else { throw call.mismatch(0, "a number or a string") }
            let base = call.has(1) ? try call.int(1) : 10
            guard (2...36).contains(base) else {
                throw LayError(.valueError, "int: there is no base \(base)", help: "2 to 36")
            }
            guard let result = Int(value.text, radix: base) else {
                throw LayError(.valueError, "\(VM.quoted(value.text)) is no int")
            }
            return .int(result)
        }
        property(int, "sign") { _, value in .int(value.asInt.signum()) }
        method(int, "abs") { call in
            if call[0].asInt == Int.min {
                throw LayError(.overflow, "abs of the least int does not fit")
            }
            return .int(abs(call[0].asInt))
        }
        method(int, "clamp", "lower upper") { call in
            .int(max(try call.int(1), min(try call.int(2), call[0].asInt)))
        }
        for (name, prefix, base) in [("octal", "0o", 8), ("hex", "0x", 16), ("binary", "0b", 2)] {
            method(int, name) { call in
                let number = call[0].asInt
                return call.vm.string(
                    (number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: base))
            }
        }
        method(int, "times", "function") { call in
            try call.vm.collect { append in
                for index in 0..<max(0, call[0].asInt) {
                    append(try call.vm.call(call[1], [.int(index)]))
                }
            }
        }
        method(int, "size_text") { call in call.vm.string(VM.sizeText(call[0].asInt)) }
        method(int, "format", "width? fill? base? group? sign?") { call in
            let number = call[0].asInt
            let base = call.has(3) ? try call.int(3) : 10
            guard (2...36).contains(base) else {
                throw LayError(.valueError, "format: there is no base \(base)", help: "2 to 36")
            }
            let digits = String(number.magnitude, radix: base)
            return try VM.finish(call, digits, isNegative: number < 0, group: 4, sign: 5)
        }
    }

    private func installFloats(_ float: TypeInfo) {
        constructor(float, "value") { call in
            if call[0].isNumber { return .float(call[0].number) }
            guard call[0].tag == .string else { throw call.mismatch(0, "a number or a string") }
            guard let result = Double(call[0].text) else {
                throw LayError(.valueError, "\(VM.quoted(call[0].text)) is no float")
            }
            return .float(result)
        }
        property(float, "is_nan") { _, value in .bool(value.asFloat.isNaN) }
        property(float, "is_infinite") { _, value in .bool(value.asFloat.isInfinite) }
        property(float, "is_finite") { _, value in .bool(value.asFloat.isFinite) }
        method(float, "abs") { call in .float(abs(call[0].asFloat)) }
        method(float, "clamp", "lower upper") { call in
            .float(max(try call.number(1), min(try call.number(2), call[0].asFloat)))
        }
        for (name, rule) in [
            ("floor", FloatingPointRoundingRule.down), ("ceil", .up), ("trunc", .towardZero),
        ] {
            method(float, name) { call in try VM.int(call[0].asFloat.rounded(rule)) }
        }
        method(float, "round", "digits?") { call in
            let number = call[0].asFloat
            guard call.has(1) else { return try VM.int(number.rounded()) }
            let text = VM.fixed(number, try call.int(1).clamped(0, 300))
            return .float(Double(text) ?? number)
        }
        method(float, "format", "digits? width? fill? group? sign?") { call in
            let number = call[0].asFloat
            let digits = call.has(1) ? try call.int(1).clamped(0, 300) : nil
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
            throw LayError(.overflow, "\(text(of: number)) does not fit a 64-bit int")
        }
        return .int(result)
    }

    /// A number with so many digits behind the point, rounded to the nearest.
    static func fixed(_ number: Double, _ digits: Int) -> String {
        guard number.isFinite else { return text(of: number) }
        var text = decimal(number)
        var point = text.firstIndex(of: ".") ?? text.endIndex
        if point == text.endIndex { text += "." }
        point = text.firstIndex(of: ".") ?? text.startIndex
        let fraction = Array(text[text.index(after: point)...].utf8)
        var whole = Array(text[..<point].utf8)
        let isNegative = whole.first == UInt8(ascii: "-")
        if isNegative { whole.removeFirst() }
        if fraction.count <= digits {
            whole += fraction + [UInt8](repeating: 48, count: digits - fraction.count)
        } else {
            whole += fraction[..<digits]
            // What is cut off counts as a half only when it is at least one.
            if fraction[digits] >= 53 {
                var place = whole.count - 1
                while place >= 0, whole[place] == 57 {
                    whole[place] = 48
                    place -= 1
                }
                if place >= 0 { whole[place] += 1 } else { whole.insert(49, at: 0) }
            }
        }
        var result = String(decoding: whole, as: UTF8.self)
        if digits > 0 {
            result.insert(".", at: result.index(result.endIndex, offsetBy: -digits))
        }
        return (isNegative ? "-" : "") + result
    }

    /// The shortest digits of a number, without an exponent.
    private static func decimal(_ number: Double) -> String {
        let text = "\(number)"
        guard let mark = text.firstIndex(of: "e"),
            let exponent = Int(text[text.index(after: mark)...])
        else { return text }
        var digits = text[..<mark].filter { $0 != "." && $0 != "-" }
        let sign = number < 0 ? "-" : ""
        let whole = text[..<mark].drop { $0 == "-" }.prefix { $0 != "." }.count
        let point = whole + exponent
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count {
            return sign + digits + String(repeating: "0", count: point - digits.count) + ".0"
        }
        digits.insert(".", at: digits.index(digits.startIndex, offsetBy: point))
        return sign + digits
    }

    /// Groups the digits, adds the sign and fills up to the width.
    private static func finish(
        _ call: borrowing NativeCall, _ digits: String, isNegative: Bool, width: Int = 1,
        fill: Int = 2, group: Int, sign: Int
    ) throws -> Value {
        var text = digits
        if let separator = try call.optionalString(group) {
            let whole = text.prefix { $0 != "." }
            var grouped = ""
            for (index, digit) in whole.enumerated() {
                if index > 0, (whole.count - index) % 3 == 0 { grouped += separator }
                grouped.append(digit)
            }
            text = grouped + text.dropFirst(whole.count)
        }
        let mark = isNegative ? "-" : try call.flag(sign) ? "+" : ""
        let filler = try call.optionalString(fill) ?? " "
        guard filler.unicodeScalars.count == 1 else {
            throw call.mismatch(fill, "a string of one character")
        }
        let missing = (call.has(width) ? try call.int(width) : 0) - text.count - mark.count
        if missing > 1 << 20 {
            throw LayError(.valueError, "format: a width of \(try call.int(width)) is too much")
        }
        let padding = String(repeating: filler, count: max(0, missing))
        // Zeros stand behind the sign, anything else in front of it.
        return call.vm.string(filler == "0" ? mark + padding + text : padding + mark + text)
    }

    /// Bytes as people read them: `512 B`, `1.5 kB`, `20 MB`.
    package static func sizeText(_ bytes: Int) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        var value = Double(bytes)
        if bytes.magnitude < 1000 { return "\(bytes) B" }
        var unit = -1
        while value.magnitude >= 999.5, unit + 1 < units.count {
            value /= 1000
            unit += 1
        }
        let text = fixed(value, value.magnitude < 9.95 ? 1 : 0)
        return "\(text) \(units[max(0, unit)])"
    }

    func installRanges() {
        let range = type(.range)
        func hasUpper(_ value: Value) -> Bool {
            value.range.pointee.header.flags & RangeObject.hasUpper != 0
        }
        property(range, "lower") { _, value in
            value.range.pointee.header.flags & RangeObject.hasLower != 0
                ? .int(value.range.pointee.lower) : .nil
        }
        property(range, "upper") { _, value in
            hasUpper(value) ? .int(value.range.pointee.upper) : .nil
        }
        property(range, "is_closed") { _, value in
            .bool(value.range.pointee.header.flags & RangeObject.isClosed != 0)
        }
        property(range, "length") { _, value in
            let bounds = value.range.pointee
            guard hasUpper(value), bounds.header.flags & RangeObject.hasLower != 0 else {
                return .nil
            }
            let isClosed = bounds.header.flags & RangeObject.isClosed != 0
            let (span, overflow) = bounds.upper.subtractingReportingOverflow(bounds.lower)
            if bounds.upper < bounds.lower { return .int(0) }
            let (count, isTooLong) = span.addingReportingOverflow(isClosed ? 1 : 0)
            if overflow || isTooLong {
                throw LayError(.overflow, "the range's length does not fit a 64-bit int")
            }
            return .int(count)
        }
        method(range, "contains", "value") { call in
            .bool(call.vm.matchRange(call[1], call[0]))
        }
        method(range, "list") { call in
            guard hasUpper(call[0]) else {
                throw LayError(.valueError, "a range without an upper bound has no list")
            }
            return try call.vm.collect { append in try call.vm.forEach(call[0]) { append($0) } }
        }
        method(range, "step", "by") { call in
            let step = try call.int(1)
            let bounds = call[0].range.pointee
            guard step > 0 else {
                throw LayError(
                    .valueError, "step: \(step) is not positive",
                    help: "walk the other way with reversed()")
            }
            guard bounds.header.flags & RangeObject.hasLower != 0 else {
                throw LayError(.valueError, "step: the range has no lower bound")
            }
            let isClosed = bounds.header.flags & RangeObject.isClosed != 0
            let upper = hasUpper(call[0]) ? bounds.upper : Int.max
            var next: Int? = bounds.lower
            return call.vm.iterator {
                guard let value = next, isClosed ? value <= upper : value < upper else {
                    return nil
                }
                let (after, overflow) = value.addingReportingOverflow(step)
                next = overflow ? nil : after
                return .int(value)
            }
        }
    }
}

extension Int {
    fileprivate func clamped(_ lower: Int, _ upper: Int) -> Int {
        Swift.max(lower, Swift.min(upper, self))
    }
}
