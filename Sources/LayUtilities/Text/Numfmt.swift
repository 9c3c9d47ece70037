import LayShell

extension Utilities {
    static let numfmtUtility = Utility(
        "numfmt", "write numbers with units, or without", usage: "[OPTION]... [NUMBER]...",
        [
            UtilityOption("--debug", "tell what has no effect", .works, .gnu),
            UtilityOption("-d, --delimiter=X", "what separates fields, for blanks", .works, .gnu),
            UtilityOption("--field=FIELDS", "these fields, as cut lists them", .works, .gnu),
            UtilityOption("--format=FORMAT", "a format with one %f", .works, .gnu),
            UtilityOption("--from=UNIT", "none, auto, si, iec or iec-i", .works, .gnu),
            UtilityOption("--from-unit=N", "what an input counts", .works, .gnu),
            UtilityOption("--grouping", "digits in groups", .idle("not in this locale"), .gnu),
            UtilityOption("--header[=N]", "the first N lines as they are", .works, .gnu),
            UtilityOption("--invalid=MODE", "abort, fail, warn or ignore", .works, .gnu),
            UtilityOption("--padding=N", "characters of a number", .works, .gnu),
            UtilityOption(
                "--round=METHOD", "up, down, from-zero, towards-zero, nearest", .works, .gnu),
            UtilityOption("--suffix=SUFFIX", "what stands behind numbers", .works, .gnu),
            UtilityOption("--to=UNIT", "none, si, iec or iec-i", .works, .gnu),
            UtilityOption("--to-unit=N", "what an output counts", .works, .gnu),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline", .works, .gnu),
            UtilityOption("---debug", "for those who mend it", .idle("nothing to tell"), .gnu),
        ]
    ) { call in try NumberFormatting(call).perform() }
}

/// A call of `numfmt`: its fields and lines.
private struct NumberFormatting {
    private let call: UtilityCall
    private let delimiter: UInt8?
    private let end: UInt8
    private let fields: [ClosedRange<Int>]
    private let suffix: [UInt8]
    private let mode: String
    private let reading: ScaledNumber.Reading
    private let writing: ScaledNumber.Writing
    /// Columns of a number, on the left where negative; `nil` for as many as there were.
    private let padding: Int?
    private let format: NumberFormat?
    private let header: Int

    init(_ call: UtilityCall) throws {
        self.call = call
        let options = call.options
        reading = ScaledNumber.Reading(
            scale: try NumberScale(
                options.value("from"), of: "--from",
                ChoiceArgument(["none"], ["auto"], ["si"], ["iec"], ["iec-i"]), call),
            unit: try Self.unit(options.value("from-unit")))
        let scale = try NumberScale(
            options.value("to"), of: "--to",
            ChoiceArgument(["none"], ["si"], ["iec"], ["iec-i"]), call)
        let unit = try Self.unit(options.value("to-unit"))
        var rounding = "from-zero"
        if let value = options.value("round") {
            rounding = try ChoiceArgument(
                ["up"], ["down"], ["from-zero"], ["towards-zero"], ["nearest"]
            ).choice(value, of: "--round", call)
        }
        if let text = options.value("padding") {
            let number = Int(call.text(text))
            guard let number, number != 0, abs(number) <= 1 << 20 else {
                throw UtilityFailure("invalid padding value \(FileNameQuoting.always(text))")
            }
            padding = number
        } else {
            padding = nil
        }
        if options.values("field").count > 1 {
            throw UtilityFailure("multiple field specifications")
        }
        fields = try Self.fields(options.value("field"), call)
        if let text = options.value("d") {
            if text.count > 1 { throw UtilityFailure("the delimiter must be a single character") }
            delimiter = text.first ?? 0
        } else {
            delimiter = nil
        }
        end = call.has("z") ? 0 : 10
        suffix = options.value("suffix") ?? []
        mode =
            try options.value("invalid").map {
                try ChoiceArgument(["abort"], ["fail"], ["warn"], ["ignore"]).choice(
                    $0, of: "--invalid", call)
            } ?? "abort"
        if call.has("header") {
            let text = options.value("header") ?? [49]
            guard let number = Int(call.text(text)), number > 0 else {
                throw UtilityFailure("invalid header value \(FileNameQuoting.always(text))")
            }
            header = number
        } else {
            header = 0
        }
        if options.value("format") != nil, call.has("grouping") {
            throw UtilityFailure("--grouping cannot be combined with --format")
        }
        format = try options.value("format").map { try NumberFormat($0) }
        let isGrouped = call.has("grouping") || format?.isGrouped == true
        if isGrouped, scale != .none {
            throw UtilityFailure("grouping cannot be combined with --to")
        }
        writing = ScaledNumber.Writing(
            scale: scale, unit: unit, rounding: rounding, precision: format?.precision)
        if call.has("debug") { try tellOfIdle(isGrouped) }
    }

    private static func unit(_ text: [UInt8]?) throws -> BigInteger {
        guard let text else { return .one }
        let digits = text.prefix { $0 &- 48 < 10 }
        var rest = text.dropFirst(digits.count)
        var base = 1000
        if rest.last == UInt8(ascii: "i"), rest.count == 2 {
            base = 1024
            rest.removeLast()
        }
        // A letter alone is one of its unit.
        let shown = digits.isEmpty && !rest.isEmpty ? "1" : String(decoding: digits, as: UTF8.self)
        let invalid = UtilityFailure("invalid unit size: \(FileNameQuoting.always(text))")
        guard let number = Int(shown), number > 0, rest.count <= 1,
            let power = ScaledNumber.power(rest.first)
        else { throw invalid }
        let unit = BigInteger(number) * BigInteger(base).power(power)
        // GNU's program reads it into 64 bits.
        guard unit < BigInteger(2).power(64) else { throw invalid }
        return unit
    }

    private static func fields(_ text: [UInt8]?, _ call: UtilityCall) throws -> [ClosedRange<Int>] {
        guard let text else { return [0...0] }
        // A dash alone, which cut refuses, is all of them.
        if text.split(separator: 44).contains([45]) { return [0...Int.max] }
        return try PositionList(text, isFields: true, call).ranges
    }

    private func tellOfIdle(_ isGrouped: Bool) throws {
        let options = call.options
        if reading.scale == .none, writing.scale == .none, padding == nil, !isGrouped,
            format == nil
        {
            try call.complain("no conversion option specified")
        }
        if isGrouped { try call.complain("grouping has no effect in this locale") }
        if options.has("header"), !call.operands.isEmpty {
            try call.complain("--header ignored with command-line input")
        }
    }

    func perform() throws -> UInt8 {
        var hasFault = false
        if call.operands.isEmpty {
            let reader = ByteReader(standardInputOf: call.context)
            defer { reader.close() }
            var number = 0
            while let line = try reader.line(end) {
                try call.context.step()
                let bytes = Array(reader.bytes[line.range])
                number += 1
                if number <= header {
                    try call.write(bytes)
                } else if try !self.line(bytes) {
                    hasFault = true
                }
                if line.isEnded { try call.write(byte: end) }
            }
        } else {
            for operand in call.operands {
                try call.context.step()
                if try !line(operand) { hasFault = true }
                try call.write(byte: end)
            }
        }
        guard hasFault else { return 0 }
        if call.has("debug"), mode != "ignore" {
            try call.complain("failed to convert some of the input numbers")
        }
        return mode == "fail" ? 2 : 0
    }

    /// Writes a line with its numbers converted; false where one of them is none.
    private func line(_ bytes: [UInt8]) throws -> Bool {
        var (place, number, isRight) = (0, 0, true)
        while true {
            var stop = place
            if let delimiter {
                stop = ByteReader.find(delimiter, in: bytes, from: place) ?? bytes.count
            } else {
                while stop < bytes.count, Self.isBlank(bytes[stop]) { stop += 1 }
                while stop < bytes.count, !Self.isBlank(bytes[stop]) { stop += 1 }
            }
            let field = Array(bytes[place..<stop])
            if fields.contains(where: { $0.contains(number) }) {
                if try !convert(field, isFirst: number == 0) { isRight = false }
            } else {
                try call.write(field)
            }
            if stop == bytes.count { return isRight }
            try call.write(byte: delimiter ?? 32)
            place = stop + 1
            number += 1
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 }

    private func convert(_ field: [UInt8], isFirst: Bool) throws -> Bool {
        var text = field[...]
        if !suffix.isEmpty, text.count > suffix.count,
            text.suffix(suffix.count).elementsEqual(suffix)
        {
            text.removeLast(suffix.count)
        }
        text = text.drop { $0 == 32 || $0 == 9 }
        var width = format?.columns ?? padding ?? 0
        if width == 0, delimiter == nil, !isFirst || text.startIndex > field.startIndex {
            width = field.count
        }
        let number: ScaledNumber
        var shown: [UInt8]
        do throws(ScaledNumber.Fault) {
            number = try ScaledNumber(Array(text), reading)
            shown = try number.text(writing)
        } catch {
            return try refuse(field, error)
        }
        if number.isLong, call.has("debug") {
            try call.complain(
                "large input value \(FileNameQuoting.always(Array(text))):"
                    + " possible precision loss")
        }
        if let format { shown = format.zeroed(shown) }
        shown += suffix
        let blanks = [UInt8](repeating: 32, count: max(0, abs(width) - shown.count))
        shown = width < 0 ? shown + blanks : blanks + shown
        try call.write((format?.before ?? []) + shown + (format?.after ?? []))
        return true
    }

    private func refuse(_ field: [UInt8], _ fault: ScaledNumber.Fault) throws -> Bool {
        if mode != "ignore" { try call.complain(fault.message) }
        if mode == "abort" { throw UtilityFailure(nil, status: 2) }
        try call.write(field)
        return false
    }
}

/// The `--format` of numfmt: what stands around its directive, and the directive.
private struct NumberFormat {
    var before: [UInt8] = []
    var after: [UInt8] = []
    var precision: Int?
    var isGrouped = false
    private var width = 0
    private var isLeft = false
    private var hasZeros = false

    init(_ format: [UInt8]) throws {
        let quoted = FileNameQuoting.always(format)
        var place = 0
        // GNU's program counts a doubled sign as one byte of what it keeps in front of the directive.
        var pairs = 0
        func literal() -> [UInt8] {
            var text: [UInt8] = []
            while place < format.count {
                if format[place] == 37 {
                    guard place + 1 < format.count, format[place + 1] == 37 else { break }
                    text.append(37)
                    pairs += 1
                    place += 1
                }
                text.append(format[place])
                place += 1
            }
            return text
        }
        func number() -> Int? {
            var value = 0
            while place < format.count, format[place] &- 48 < 10 {
                value = value * 10 + Int(format[place] - 48)
                if value > 1 << 20 { return nil }
                place += 1
            }
            return value
        }
        before = literal()
        before.removeLast(pairs)
        guard place < format.count else {
            throw UtilityFailure("format \(quoted) has no % directive")
        }
        place += 1
        flags: while place < format.count {
            switch format[place] {
            case 32: break
            case 39: isGrouped = true
            case 48: hasZeros = true
            case 45: isLeft = true
            default: break flags
            }
            place += 1
        }
        guard let width = number() else {
            throw UtilityFailure("invalid format \(quoted) (width overflow)")
        }
        self.width = width
        if place < format.count, format[place] == 46 {
            place += 1
            let next = place < format.count ? format[place] : 0
            guard next != 32, next != 43, next != 45, let digits = number() else {
                throw UtilityFailure("invalid precision in format \(quoted)")
            }
            precision = digits
        }
        guard place < format.count else { throw UtilityFailure("format \(quoted) ends in %") }
        guard format[place] == UInt8(ascii: "f") else {
            throw UtilityFailure(
                "invalid format \(quoted), directive must be %[0]['][-][N][.][N]f")
        }
        place += 1
        after = literal()
        if place < format.count {
            throw UtilityFailure("format \(quoted) has too many % directives")
        }
    }

    /// The columns of a number and its suffix, negative where they are filled on the right; `nil`
    /// where the directive has no width or fills it with zeros.
    var columns: Int? {
        if width == 0 || hasZeros && !isLeft { return nil }
        return isLeft ? -width : width
    }

    /// A number with the zeros that the directive asks for; a unit's letter stands behind its width.
    func zeroed(_ number: [UInt8]) -> [UInt8] {
        guard hasZeros, !isLeft else { return number }
        let sign = number.first == 45 ? 1 : 0
        let figures = number.prefix { $0 &- 45 < 13 }
        let missing = max(0, width - figures.count)
        return number[..<sign] + [UInt8](repeating: 48, count: missing) + number[sign...]
    }
}
