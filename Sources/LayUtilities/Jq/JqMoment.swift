/// A moment by its parts, as the C library has it.
struct JqMoment {
    var year = 1900
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0
    var weekday = 0
    var yearDay = 0

    /// Beyond this no calendar is computed.
    private static let limit = 1 << 52

    init() {}

    /// The moment so many seconds after 1970 began.
    init(_ seconds: Int) {
        let bounded = min(max(seconds, -Self.limit), Self.limit)
        let days = Self.quotient(bounded, 86_400)
        let rest = Self.remainder(bounded, 86_400)
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        weekday = Self.remainder(days + 4, 7)
        // Years begin in March here, so that the leap day comes last: 400 years are 146097 days.
        let era = Self.quotient(days + 719_468, 146_097)
        let dayOfEra = Self.remainder(days + 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 2 : shifted - 10
        year = yearOfEra + era * 400 + (month <= 1 ? 1 : 0)
        yearDay = days - Self.days(year, 0, 1)
    }

    /// The moment whose parts an array has; nil where it has none.
    init?(_ value: JqValue) {
        guard case .array(let array) = value, array.count >= 8 else { return nil }
        let parts = (0..<8).compactMap { Self.part(array, $0) }
        guard parts.count == 8 else { return nil }
        (year, month, day) = (parts[0], parts[1], parts[2])
        (hour, minute, second) = (parts[3], parts[4], parts[5])
        (weekday, yearDay) = (parts[6], parts[7])
    }

    // Apart, since Swift 6.3.1 cannot optimize it within the loop.
    @inline(never)
    private static func part(_ array: JqArray, _ index: Int) -> Int? {
        JqNatives.number(array[index]).map { Int(Int32(bounded: $0)) }
    }

    static func quotient(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : (value + 1) / divisor - 1
    }

    static func remainder(_ value: Int, _ divisor: Int) -> Int {
        value - quotient(value, divisor) * divisor
    }

    /// Days from 1970 to a day; months count from 0.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 1 ? year - 1 : year
        let era = quotient(shiftedYear, 400)
        let yearOfEra = remainder(shiftedYear, 400)
        let dayOfYear = (153 * (month > 1 ? month - 2 : month + 10) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// Seconds since 1970.
    var seconds: Int {
        // Months beyond the year count on.
        let whole = year + Self.quotient(month, 12)
        let days = Self.days(whole, Self.remainder(month, 12), 1) + day - 1
        return days * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// The parts as an array.
    ///
    /// - Throws: what the host throws where there is no memory.
    func value(fraction: Double = 0, _ account: JqAccount) throws -> JqArray {
        try JqArray.make(
            [
                .number(year), .number(month), .number(day), .number(hour), .number(minute),
                .number(Double(second) + fraction), .number(weekday), .number(yearDay),
            ], account)
    }
}

extension JqNatives {
    static let moments = [
        JqNative("now") { machine, _ in .number(machine.host.seconds) },
        JqNative("mktime") { _, call in
            guard case .array(let array) = call.input else {
                throw JqRaise("mktime requires array inputs")
            }
            guard array.count >= 6, let moment = JqMoment(call.input) else {
                throw JqRaise("mktime requires parsed datetime inputs")
            }
            let seconds = moment.seconds
            if seconds == -1 { throw JqRaise("invalid gmtime representation") }
            return .number(seconds)
        },
        JqNative("gmtime") { machine, call in
            guard case .number(let seconds) = call.input else {
                throw JqRaise("gmtime() requires numeric inputs")
            }
            return .array(try parts(seconds, offset: 0, machine.account))
        },
        JqNative("localtime") { machine, call in
            guard case .number(let seconds) = call.input else {
                throw JqRaise("localtime() requires numeric inputs")
            }
            let zone = machine.host.zone(at: Int(clamped: seconds))
            return .array(try parts(seconds, offset: zone.offset, machine.account))
        },
        JqNative("strftime", 1) {
            .text(try written($1.input, $1.first, $0, isLocal: false))
        },
        JqNative("strflocaltime", 1) {
            .text(try written($1.input, $1.first, $0, isLocal: true))
        },
        JqNative("strptime", 1) { machine, call in
            guard case .text(let text) = call.input, case .text(let format) = call.first else {
                throw JqRaise("strptime/1 requires string inputs and arguments")
            }
            var parser = JqMomentParser(text.array)
            guard parser.parse(format.array), parser.isAtEndOrBlank else {
                throw JqRaise(
                    Array("date \"".utf8) + text.array
                        + Array("\" does not match format \"".utf8) + format.array
                        + [UInt8(ascii: "\"")])
            }
            var parts = try parser.finished.value(machine.account)
            let rest = parser.rest
            if !rest.isEmpty {
                try JqArray.append(.text(JqText.make(rest, machine.account)), to: &parts)
            }
            return .array(parts)
        },
    ]

    private static func parts(
        _ seconds: Double, offset: Int, _ account: JqAccount
    ) throws -> JqArray {
        let moment = JqMoment(Int(clamped: seconds) &+ offset)
        return try moment.value(fraction: seconds - seconds.rounded(.down), account)
    }

    private static func written(
        _ value: JqValue, _ format: JqValue, _ machine: JqMachine, isLocal: Bool
    ) throws -> JqText {
        let name = isLocal ? "strflocaltime/1" : "strftime/1"
        var value = value
        switch value {
        case .number(let seconds):
            let offset = isLocal ? machine.host.zone(at: Int(clamped: seconds)).offset : 0
            value = .array(try parts(seconds, offset: offset, machine.account))
        case .array: break
        default: throw JqRaise("\(name) requires parsed datetime inputs")
        }
        guard case .text(let format) = format else {
            throw JqRaise("\(name) requires a string format")
        }
        guard let moment = JqMoment(value) else {
            throw JqRaise("\(name) requires parsed datetime inputs")
        }
        let zone = machine.host.zone(at: moment.seconds)
        let writer = JqMomentWriter(
            moment, zone: isLocal ? zone.name : Array("UTC".utf8),
            offset: isLocal ? zone.offset : 0, localOffset: zone.offset)
        try machine.account.admit(format.count &* 32)
        let bytes = writer.text(format.array)
        if bytes.isEmpty { throw JqRaise("\(name): unknown system failure") }
        return try bytes.withUnsafeBufferPointer {
            try JqText.make(anything: $0, machine.account)
        }
    }
}
