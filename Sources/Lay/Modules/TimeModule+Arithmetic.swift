internal import LayRuntime

/// Times from parts, and what is so many months, days or seconds away.
extension TimeModule {
    static func arithmetic(in vm: VM) -> [ModuleMember] {
        [
            vm.member(
                "of",
                MemberDescription(
                    "The seconds since 1970 of a date and a time of day.",
                    [
                        MemberParameter("year", "int", "from 0 to 9999"),
                        .optional("month", "int", "from 1 to 12", default: "1"),
                        .optional("day", "int", "from 1 on", default: "1"),
                        .optional("hour", "int", "from 0 to 23", default: "0"),
                        .optional("minute", "int", "from 0 to 59", default: "0"),
                        .optional("second", "number", "from 0 to 59", default: "0"), offset,
                    ], gives: "int | float",
                    example: """
                        import time
                        time.of(year: 2024, month: 2, day: 29)  # => 1709164800
                        """)
            ) { call in
                var time = CivilTime(year: try call.int(0))
                (time.month, time.day) = (try call.part(1, 1), try call.part(2, 1))
                (time.hour, time.minute) = (try call.part(3, 0), try call.part(4, 0))
                time.offset = try call.offset(6)
                var fraction = 0.0
                if call.has(5), !call[5].isInt {
                    let second = try call.number(5)
                    guard second >= 0, second < 60 else {
                        throw LayError.noCivilTime("there is no second \(VM.text(of: second))")
                    }
                    time.second = Int(second)
                    fraction = second - Double(time.second)
                } else {
                    time.second = try call.part(5, 0)
                }
                // The seconds are asked for by the rule about second 60, so only in their bounds.
                if let problem = time.problem { throw LayError.noCivilTime(problem) }
                return fraction == 0 ? .int(time.seconds) : .float(Double(time.seconds) + fraction)
            },
            vm.member(
                "add",
                MemberDescription(
                    "The time so many years, months, days and so on later, or earlier for negative ones; a day that the month has not is its last.",
                    [
                        seconds, .optional("years", "int", "how many years later", default: "0"),
                        .optional("months", "int", "how many months later", default: "0"),
                        .optional("weeks", "int", "how many weeks later", default: "0"),
                        .optional("days", "int", "how many days later", default: "0"),
                        .optional("hours", "int", "how many hours later", default: "0"),
                        .optional("minutes", "int", "how many minutes later", default: "0"),
                        .optional("seconds", "number", "how many seconds later", default: "0"),
                    ], gives: "int | float",
                    example: """
                        import time
                        time.format(time.add(time.parse("2024-01-31"), months: 1), "date")  # => "2024-02-29"
                        """)
            ) { call in try add(call) },
            vm.member(
                "days_in_month",
                MemberDescription(
                    "How many days a month has.",
                    [
                        MemberParameter("year", "int", "from 0 to 9999"),
                        MemberParameter("month", "int", "from 1 to 12"),
                    ], gives: "int",
                    example: """
                        import time
                        time.days_in_month(2023, 2)  # => 28
                        """)
            ) { call in
                let time = CivilTime(year: try call.int(0), month: try call.int(1))
                if let problem = time.problem { throw LayError.noCivilTime(problem) }
                return .int(CivilTime.days(inMonth: time.month, of: time.year))
            },
        ]
    }

    private static func add(_ call: borrowing NativeCall) throws -> Value {
        var time = try call.time(0)
        let far = LayError.movedTooFar(from: call.vm.describe(call[0]))
        let months =
            time.year * 12 + time.month - 1
            + (try call.part(1, times: 12, far) + call.part(2, times: 1, far))
        guard (0..<120_000).contains(months) else { throw far }
        (time.year, time.month) = (months / 12, months % 12 + 1)
        time.day = min(time.day, CivilTime.days(inMonth: time.month, of: time.year))
        var moved = time.seconds
        for (index, unit) in [(3, 7 * 86_400), (4, 86_400), (5, 3600), (6, 60)] {
            moved += try call.part(index, times: unit, far)
        }
        var fraction = time.fraction.isEmpty ? 0 : Double("0." + time.fraction) ?? 0
        if call.has(7) {
            if call[7].isInt {
                moved += try call.part(7, times: 1, far)
            } else {
                let more = try call.number(7)
                guard more.magnitude < 1e12 else { throw far }
                let whole = (fraction + more).rounded(.down)
                moved += Int(whole)
                fraction += more - whole
            }
        }
        guard CivilTime.range.contains(moved) else { throw far }
        return fraction == 0 ? .int(moved) : .float(Double(moved) + fraction)
    }
}

extension NativeCall {
    /// An int, or another when it was not given.
    fileprivate func part(_ index: Int, _ standard: Int) throws -> Int {
        has(index) ? try int(index) : standard
    }

    /// How far a time is moved by so many units, which no sum may overflow by.
    fileprivate func part(_ index: Int, times unit: Int, _ far: LayError) throws -> Int {
        guard has(index) else { return 0 }
        let (result, overflow) = try int(index).multipliedReportingOverflow(by: unit)
        if overflow || result.magnitude > 1 << 40 { throw far }
        return result
    }
}
