import LayShell

/// What all that was read means together.
extension DateParser {
    /// The moment; `nil` for what is no date.
    func moment() -> Moment? {
        guard dates <= 1, times <= 1, days <= 1, zones <= 1 else { return nil }
        let local = CivilTime(seconds: now.seconds, offset: zone.state(at: now.seconds).offset)
        var clock = (year: local.year, month: local.month, day: local.day)
        if dates > 0 {
            if let year {
                clock.year =
                    year.digits == 2 ? year.value + (year.value < 69 ? 2000 : 1900) : year.value
            }
            clock.month = month
            clock.day = day
        }
        var (hour, minute, second, nanoseconds) = (0, 0, 0, 0)
        if times > 0 {
            guard let right = rightHour else { return nil }
            (hour, minute, second, nanoseconds) = (
                right, self.minute, self.second, self.nanoseconds
            )
        } else if hasSteps, dates == 0, days == 0 {
            (hour, minute, second) = (local.hour, local.minute, local.second)
            nanoseconds = now.nanoseconds
        }
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (1...12).contains(clock.month), clock.day >= 1,
            clock.day <= Self.length(clock.year, clock.month), abs(clock.year) < 1 << 31
        else { return nil }
        let inDay = hour * 3_600 + minute * 60 + second
        var date = CivilTime.days(year: clock.year, month: clock.month, day: clock.day)
        if zones == 0, zone.moment(of: date * 86_400 + inDay) == nil { return nil }
        if days > 0, dates == 0 {
            let today = CivilTime.floorDivide(date &+ 4, 7).remainder
            date += (weekday - today + 7) % 7
            let skips = weekdayStep > 0 && today != weekday
            date += 7 * (max(-1 << 31, min(weekdayStep, 1 << 31)) - (skips ? 1 : 0))
        }
        guard let moved = stepped(date) else { return nil }
        let total = moved * 86_400 + inDay
        let moment = zones > 0 ? total - offset : zone.nearestMoment(of: total)
        return added(moment, nanoseconds)
    }

    /// The date after steps of years, months and days.
    private func stepped(_ date: Int) -> Int? {
        let (years, months) = (steps[.year] ?? 0, steps[.month] ?? 0)
        let dayCount = steps[.day] ?? 0
        guard abs(years) < 1 << 31, abs(months) < 1 << 31, abs(dayCount) < 1 << 38 else {
            return nil
        }
        if years == 0, months == 0 { return date + dayCount }
        let civil = CivilTime(seconds: date * 86_400)
        let (more, month) = CivilTime.floorDivide(civil.month - 1 + months, 12)
        let year = civil.year + years + more
        guard abs(year) < 1 << 31 else { return nil }
        return CivilTime.days(year: year, month: month + 1, day: 1) + civil.day - 1 + dayCount
    }

    private func added(_ moment: Int, _ nanoseconds: Int) -> Moment? {
        var seconds = moment
        for (unit, factor) in [(DateWords.DateUnit.hour, 3_600), (.minute, 60), (.second, 1)] {
            let (product, high) = (steps[unit] ?? 0).multipliedReportingOverflow(by: factor)
            let (sum, carry) = seconds.addingReportingOverflow(product)
            if high || carry { return nil }
            seconds = sum
        }
        let (carry, rest) = CivilTime.floorDivide(nanoseconds + stepNanoseconds, 1_000_000_000)
        return Moment(seconds: seconds &+ carry, nanoseconds: rest)
    }

    private var rightHour: Int? {
        guard let isAfternoon else { return hour }
        guard (1...12).contains(hour) else { return nil }
        return hour % 12 + (isAfternoon ? 12 : 0)
    }

    private static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: CivilTime.isLeap(year) ? 29 : 28
        default: 31
        }
    }
}
