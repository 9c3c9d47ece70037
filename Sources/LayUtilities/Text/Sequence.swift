import LayShell

extension Utilities {
    static let seqUtility = Utility(
        "seq", "print numbers from FIRST to LAST, in steps of INCREMENT",
        usage: "[OPTION]... [FIRST [INCREMENT]] LAST",
        [
            UtilityOption("-f, --format=FORMAT", "a format with one directive", .works, .gnu),
            UtilityOption("-s, --separator=STRING", "what separates numbers, for a newline"),
            UtilityOption("-w, --equal-width", "pad with zeros in front"),
        ],
        stopsAtOperand: true, modern: endingOptionsAtNumbers
    ) { call in
        try call.needOperands()
        try call.allowOperands(3)
        let numbers = try call.operands.map { try SequenceNumber($0, call) }
        let first = numbers.count > 1 ? numbers[0] : SequenceNumber(1)
        let step = numbers.count > 2 ? numbers[1] : SequenceNumber(1)
        let last = numbers[numbers.count - 1]
        if step.digits == 0, !step.isInfinite {
            throw call.misuse(
                "invalid Zero increment value: \(FileNameQuoting.always(call.operands[1]))")
        }
        let format = try SequenceFormat(first, step, last, call)
        try print(first, step, last, format, call)
        return 0
    }

    /// `-5` is a number and no option.
    private static let endingOptionsAtNumbers: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        var index = 0
        while index < words.count {
            let word = words[index]
            guard word.count > 1, word[0] == 45, word != [45, 45] else { return words }
            if word[1] &- 48 < 10 || word[1] == UInt8(ascii: ".") {
                return words[..<index] + [[45, 45]] + words[index...]
            }
            let takesNext =
                word == Array("-s".utf8) || word == Array("-f".utf8)
                || word == Array("--separator".utf8) || word == Array("--format".utf8)
            index += takesNext ? 2 : 1
        }
        return words
    }

    private static func print(
        _ first: SequenceNumber, _ step: SequenceNumber, _ last: SequenceNumber,
        _ format: SequenceFormat, _ call: UtilityCall
    ) throws {
        let scale = max(first.scale, step.scale, last.isInfinite ? 0 : last.scale)
        guard let start = first.digits(scale), let width = step.digits(scale),
            let given = last.isInfinite ? Int128.max : last.digits(scale)
        else { throw UtilityFailure("numbers with so many digits are not supported by Lay") }
        let end = last.isInfinite ? (last.isNegative ? -Int128.max : Int128.max) : given
        let separator = call.options.value("s") ?? [10]
        var value = start
        var isFirst = true
        while width > 0 ? value <= end : value >= end {
            if !isFirst { try call.write(separator) }
            isFirst = false
            try call.write(format.text(value, scale))
            let (next, overflow) = value.addingReportingOverflow(width)
            if overflow { break }
            value = next
        }
        if !isFirst { try call.write(byte: 10) }
    }
}

/// An operand of `seq`: a decimal number, exact.
private struct SequenceNumber {
    var digits: Int128 = 0
    /// How many of the digits stand behind the point.
    var scale = 0
    /// As written: characters, and those behind the point; `nil` where it is in no fixed form.
    var width = 1
    var precision: Int? = 0
    var isInfinite = false
    var isNegative = false

    init(_ value: Int128) { digits = value }

    init(_ text: [UInt8], _ call: UtilityCall) throws {
        let shown = call.text(text)
        func refuse() -> any Error {
            call.manner == .gnu
                ? call.misuse("invalid floating point argument: \(FileNameQuoting.always(text))")
                : UtilityFailure("invalid number '\(shown)'")
        }
        var rest = text[...].drop { $0 == 32 || $0 == 9 }
        width = rest.count
        if let sign = rest.first, sign == 45 || sign == 43 {
            isNegative = sign == 45
            rest.removeFirst()
            if sign == 43 { width -= 1 }
        }
        let word = call.text(rest).lowercased()
        if word == "inf" || word == "infinity" {
            isInfinite = true
            digits = isNegative ? -1 : 1
            return
        }
        if word == "nan" {
            throw call.misuse("invalid 'not-a-number' argument: \(FileNameQuoting.always(text))")
        }
        if word.hasPrefix("0x") {
            guard let value = Int128(word.dropFirst(2), radix: 16) else { throw refuse() }
            digits = isNegative ? -value : value
            precision = nil
            return
        }
        var exponent = 0
        if let mark = rest.firstIndex(where: { $0 | 32 == UInt8(ascii: "e") }) {
            guard let value = Int(call.text(rest[(mark + 1)...])), abs(value) < 30 else {
                throw refuse()
            }
            exponent = value
            width -= rest.endIndex - mark
            rest = rest[..<mark]
        }
        let parts = rest.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : []
        let all = parts[0] + fraction
        guard !all.isEmpty, all.allSatisfy({ $0 &- 48 < 10 }),
            let value = Int128(call.text(all.isEmpty ? [48] : all))
        else { throw refuse() }
        digits = isNegative ? -value : value
        scale = fraction.count - exponent
        precision = max(0, scale)
        if parts.count > 1, fraction.isEmpty { width -= 1 }
        if parts.count > 1, parts[0].isEmpty { width += 1 }
        if exponent != 0 {
            let whole = max(1, parts[0].count + exponent)
            width = whole + (scale > 0 ? scale + 1 : 0) + (isNegative ? 1 : 0)
        }
        while scale < 0 {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            if overflow { throw refuse() }
            digits = product
            scale += 1
        }
    }

    /// The digits with so many of them behind the point; `nil` where they are too many.
    func digits(_ wanted: Int) -> Int128? {
        var value = digits
        for _ in 0..<max(0, wanted - scale) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return value
    }
}

/// How `seq` writes numbers.
private struct SequenceFormat {
    private var precision = 0
    private var width = 0
    /// A format of printf(3), cut at its directive.
    private var directive: (before: [UInt8], PrintfDirective, letter: UInt8, after: [UInt8])?

    init(
        _ first: SequenceNumber, _ step: SequenceNumber, _ last: SequenceNumber,
        _ call: UtilityCall
    ) throws {
        if let format = call.options.value("f") {
            try read(format, call)
            if call.has("w") {
                throw call.misuse(
                    "format string may not be specified when printing equal width strings")
            }
            return
        }
        guard let a = first.precision, let b = step.precision, let c = last.precision else {
            directive = ([], PrintfDirective(), UInt8(ascii: "g"), [])
            return
        }
        precision = max(a, b)
        guard call.has("w") else { return }
        var widths = (first.width + precision - a, last.width + precision - c)
        if last.isInfinite { widths.1 = 0 }
        if c > 0, precision == 0 { widths.1 -= 1 }
        if c == 0, precision > 0 { widths.1 += 1 }
        if a == 0, precision > 0 { widths.0 += 1 }
        width = max(widths.0, widths.1)
    }

    private mutating func read(_ format: [UInt8], _ call: UtilityCall) throws {
        let quoted = FileNameQuoting.always(format)
        func literal(_ place: inout Int) -> [UInt8] {
            var text: [UInt8] = []
            while place < format.count {
                if format[place] == 37 {
                    guard place + 1 < format.count, format[place + 1] == 37 else { break }
                    place += 1
                }
                text.append(format[place])
                place += 1
            }
            return text
        }
        var place = 0
        let before = literal(&place)
        guard place < format.count else {
            throw UtilityFailure("format \(quoted) has no % directive")
        }
        place += 1
        var directive = PrintfDirective()
        while place < format.count,
            directive.takeFlag(format[place]) || format[place] == UInt8(ascii: "'")
        {
            place += 1
        }
        func number() -> Int {
            var value = 0
            while place < format.count, format[place] &- 48 < 10 {
                value = min(1 << 16, value * 10 + Int(format[place] - 48))
                place += 1
            }
            return value
        }
        directive.width = number()
        if place < format.count, format[place] == UInt8(ascii: ".") {
            place += 1
            directive.precision = number()
        }
        if place < format.count, format[place] == UInt8(ascii: "L") { place += 1 }
        guard place < format.count else {
            throw UtilityFailure("format \(quoted) ends in %")
        }
        let letter = format[place]
        guard "efgaEFGA".utf8.contains(letter) else {
            throw UtilityFailure("format \(quoted) has unknown %\(call.text([letter])) directive")
        }
        place += 1
        let after = literal(&place)
        if place < format.count {
            throw UtilityFailure("format \(quoted) has too many % directives")
        }
        self.directive = (before, directive, letter, after)
    }

    /// A number of so many digits behind the point.
    func text(_ value: Int128, _ scale: Int) -> [UInt8] {
        if let (before, directive, letter, after) = directive {
            let number = WideFloat.reading(
                Self.decimal(value, scale, precision: scale, width: 0), format: .extended)
            return before + directive.float(number.value, letter) + after
        }
        return Self.decimal(value, scale, precision: precision, width: width)
    }

    private static func decimal(
        _ value: Int128, _ scale: Int, precision: Int, width: Int
    ) -> [UInt8] {
        if scale == 0, width == 0, precision == 0, let small = Int(exactly: value) {
            return Array(String(small).utf8)
        }
        var digits = Array(String(value.magnitude).utf8)
        if digits.count <= scale {
            digits = [UInt8](repeating: 48, count: scale + 1 - digits.count) + digits
        }
        var text = digits.dropLast(scale)
        if precision > 0 {
            let fraction = digits.suffix(scale).prefix(precision)
            text += [UInt8(ascii: ".")] + fraction
            text += [UInt8](repeating: 48, count: precision - fraction.count)
        }
        let sign: [UInt8] = value < 0 ? [45] : []
        let missing = max(0, width - text.count - sign.count)
        return sign + [UInt8](repeating: 48, count: missing) + text
    }
}
