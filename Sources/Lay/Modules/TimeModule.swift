internal import LayBounds
internal import LayRuntime

/// The module `time`: dates as seconds since 1970, and texts and parts of them. It reads no clock.
enum TimeModule {
    static let seconds = MemberParameter(
        "time", "number", "seconds since 1970, of the years 0 to 9999")
    static let offset = MemberParameter.optional(
        "offset", "string | int", "how far the zone is ahead: \"+01:00\", or seconds",
        default: "\"Z\"")

    static func install(in vm: VM) {
        vm.defineModule(
            "time",
            "Dates and times as seconds since 1970, to texts and back; host.now is the clock.",
            texts(in: vm) + arithmetic(in: vm) + durations(in: vm))
    }

    private static func texts(in vm: VM) -> [ModuleMember] {
        [
            vm.member(
                "parse",
                MemberDescription(
                    "The seconds since 1970 of a time in RFC 3339, or in a pattern's form; a float where it has a fraction.",
                    [
                        MemberParameter("text", "string", "the time; a date alone is its midnight"),
                        .optional(
                            "pattern", "string", "its form, as strptime has it: %d/%b/%Y %H:%M"),
                        .optional(
                            "offset", "string | int",
                            "the zone of a text without one: \"+01:00\", or seconds ahead"),
                    ], gives: "int | float",
                    example: """
                        import time
                        time.parse("2024-02-29T12:00:00+01:00")  # => 1709204400
                        time.parse("06/Nov/1994:08:49:37 +0000", "%d/%b/%Y:%H:%M:%S %z")  # => 784111777
                        """)
            ) { call in
                let text = try call.string(0)
                let pattern = try call.optionalString(1)
                let offset = call.has(2) ? try call.offset(2) : nil
                try call.vm.work(bytes: text.utf8.count &* 4)
                do throws(TimeReader.Problem) {
                    guard let pattern else {
                        return Self.value(try TimeReader.rfc3339(text, offset: offset))
                    }
                    return Self.value(try TimeReader.pattern(pattern, text, offset: offset))
                } catch {
                    throw LayError.noTime(text, error)
                }
            },
            vm.member(
                "format",
                MemberDescription(
                    "A time as a text: in RFC 3339, in a pattern's form, or in one that has a name.",
                    [
                        seconds,
                        .optional(
                            "pattern", "string",
                            "its form, as strftime has it, or rfc3339, date, time, http, rfc2822, compact, unix",
                            default: "\"rfc3339\""), offset,
                    ], gives: "string",
                    example: """
                        import time
                        time.format(1709204400)  # => "2024-02-29T11:00:00Z"
                        time.format(1709204400, "%A, %-d %B", offset: "+01:00")  # => "Thursday, 29 February"
                        time.format(1709204400, "http")  # => "Thu, 29 Feb 2024 11:00:00 GMT"
                        """)
            ) { call in
                let pattern = try call.optionalString(1) ?? "rfc3339"
                let time = try call.time(0, offset: try call.offset(2))
                try call.vm.work(bytes: pattern.utf8.count &* 16)
                try call.vm.reserve(pattern.utf8.count &* 24)
                return call.vm.string(try Self.format(time, pattern))
            },
            vm.member(
                "parts",
                MemberDescription(
                    "A map of year, month, day, hour, minute, second, weekday (1 is Monday) and yearday (1 to 366).",
                    [seconds, offset], gives: "map[string, number]",
                    example: """
                        import time
                        time.parts(1709204400)["weekday"]  # => 4
                        """)
            ) { call in
                let time = try call.time(0, offset: try call.offset(1))
                let second: Value =
                    time.fraction.isEmpty
                    ? .int(time.second) : .float(Double("\(time.second).\(time.fraction)") ?? 0)
                let parts: [(String, Value)] = [
                    ("year", .int(time.year)), ("month", .int(time.month)), ("day", .int(time.day)),
                    ("hour", .int(time.hour)), ("minute", .int(time.minute)), ("second", second),
                    ("weekday", .int(time.weekday)), ("yearday", .int(time.dayOfYear)),
                ]
                return call.vm.map(parts)
            },
        ]
    }

    /// An int, or a float where there is a fraction.
    static func value(_ time: CivilTime) -> Value {
        if time.fraction.isEmpty { return .int(time.seconds) }
        return .float(Double(time.seconds) + (Double("0." + time.fraction) ?? 0))
    }

    private static func format(_ time: CivilTime, _ pattern: String) throws -> String {
        if pattern == "rfc3339" { return TimeFormat.rfc3339(time) }
        var form = pattern
        if !pattern.utf8.contains(UInt8(ascii: "%")) {
            guard let known = TimeFormat.named.first(where: { $0.name == pattern }) else {
                throw LayError.noTimeForm(pattern)
            }
            form = known.pattern
        }
        // Some forms are in UTC whatever was asked for.
        var shown = time
        if pattern == "http" || pattern == "compact" {
            shown = CivilTime(seconds: time.seconds)
            shown.fraction = time.fraction
        }
        do throws(TimeFormat.UnknownSign) {
            return try TimeFormat.text(of: shown, form, seconds: time.seconds)
        } catch {
            throw LayError.noTimeSign(error.sign)
        }
    }
}

extension NativeCall {
    /// The seconds that a zone is ahead; 0 when none is given.
    func offset(_ index: Int) throws -> Int {
        guard has(index) else { return 0 }
        if self[index].isInt {
            let seconds = self[index].asInt
            guard abs(seconds.magnitude <= 86_400 ? seconds : 86_400) < 86_400 else {
                throw LayError.noZone("\(seconds)")
            }
            return seconds
        }
        guard self[index].tag == .string else { throw mismatch(index, "a string or an int") }
        let text = try string(index)
        do throws(TimeReader.Problem) {
            return try TimeReader.offset(text)
        } catch {
            throw LayError.noZone("'\(text)'")
        }
    }

    /// A time from a number of seconds.
    func time(_ index: Int, offset: Int = 0) throws -> CivilTime {
        let number = try number(index)
        if self[index].isInt {
            guard let time = CivilTime.at(self[index].asInt, offset: offset) else {
                throw LayError.farTime("\(self[index].asInt)")
            }
            return time
        }
        let floor = number.rounded(.down)
        guard let seconds = Int(exactly: floor), var time = CivilTime.at(seconds, offset: offset)
        else { throw LayError.farTime(VM.text(of: number)) }
        time.fraction = Self.fraction(of: number, below: floor)
        return time
    }

    /// The digits of a number behind its point, as few as tell it from its neighbours.
    private static func fraction(of number: Double, below floor: Double) -> String {
        if number == floor { return "" }
        // Of a negative number the digits count down from the next second.
        let digits = VM.fixed(number < 0 ? number - floor : number.magnitude, 9)
        let shown = VM.text(of: number)
        var fraction = digits.split(separator: ".").last.map(String.init) ?? ""
        if number > 0, let point = shown.firstIndex(of: "."), !shown.contains("e") {
            fraction = String(shown[point...].dropFirst().prefix(9))
        }
        while fraction.last == "0" { fraction.removeLast() }
        return fraction
    }
}

extension CivilTime {
    /// What a clock in a zone shows; `nil` beyond the years 0 to 9999.
    static func at(_ seconds: Int, offset: Int) -> CivilTime? {
        guard range.contains(seconds), range.contains(seconds + offset) else { return nil }
        return CivilTime(seconds: seconds, offset: offset)
    }
}
