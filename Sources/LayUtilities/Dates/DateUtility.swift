internal import LayFiles
import LayShell

extension Utilities {
    static let dateUtility = Utility(
        "date", "print the time", usage: "[OPTION]... [+FORMAT]",
        [
            UtilityOption("-d, --date=STRING", "the time that STRING means"),
            UtilityOption("--debug", "tell how it is understood", .idle("not told"), .gnu),
            UtilityOption("-f, --file=DATEFILE", "one for each line of a file", .works, .gnu),
            UtilityOption("-D FMT", "how STRING is written", .works, .busybox),
            UtilityOption("-I[FMT], --iso-8601[=FMT]", "as ISO 8601 writes it"),
            UtilityOption("--resolution", "how exact the clock is", .works, .gnu),
            UtilityOption("-R, --rfc-email, --rfc-822, --rfc-2822", "as mails write it"),
            UtilityOption("--rfc-3339=FMT", "as RFC 3339 writes it", .works, .gnu),
            UtilityOption("-r, --reference=FILE", "when FILE changed last"),
            UtilityOption("-s, --set=STRING", "set the clock", .works),
            UtilityOption("-u, --utc, --universal", "in UTC"),
        ]
    ) { call in
        try DateRun(call).perform()
    }
}

/// One call of date.
private struct DateRun {
    private let call: UtilityCall
    private let zone: LocalZone
    private let now: Moment
    private let isGNU: Bool

    init(_ call: UtilityCall) {
        self.call = call
        isGNU = call.manner == .gnu
        zone = call.has("u") ? .utc : LocalZone(call.context)
        now = Moment(seconds: call.context.now)
    }

    func perform() throws -> UInt8 {
        let options = call.options
        let sources = ["d", "f", "r", "resolution"].filter { options.has($0) }
        if isGNU, sources.count > 1 {
            throw call.misuse(
                "the options to specify dates for printing are mutually exclusive")
        }
        let format = try self.format()
        if options.has("s") {
            throw UtilityFailure(
                isGNU
                    ? "cannot set date: Operation not permitted"
                    : "can't set date: Operation not permitted")
        }
        if options.has("resolution") {
            try call.write("1.000000000\n")
            return 0
        }
        if let file = options.value("f") { return try each(file, format) }
        var moment = now
        if let file = options.value("r") {
            moment = try modified(file)
        } else if let text = options.value("d") {
            guard let found = parse(text) else { throw invalid(text) }
            moment = found
        }
        try show(moment, format)
        return 0
    }

    private func invalid(_ text: [UInt8]) -> UtilityFailure {
        UtilityFailure("invalid date \(call.quoted(text))")
    }

    private func parse(_ text: [UInt8]) -> Moment? {
        if isGNU { return DateParser.parse(text, zone: zone, now: now, call.context) }
        if let format = call.options.value("D") {
            return BusyboxDate.parse(text, format: format, zone: zone, now: now.seconds)
        }
        return BusyboxDate.parse(text, zone: zone, now: now.seconds)
    }

    private func modified(_ file: [UInt8]) throws -> Moment {
        do {
            let entry = try call.context.files.entry(at: call.path(file), follow: true)
            let (seconds, rest) = entry.node.modified.quotientAndRemainder(
                dividingBy: 1_000_000_000)
            return rest < 0
                ? Moment(seconds: Int(seconds) - 1, nanoseconds: Int(rest) + 1_000_000_000)
                : Moment(seconds: Int(seconds), nanoseconds: Int(rest))
        } catch {
            if let bound = error.bound { throw bound }
            throw UtilityFailure(
                isGNU
                    ? "\(call.shown(file)): \(error.reason)"
                    : "can't stat '\(call.text(file))': \(error.reason)")
        }
    }

    private func each(_ file: [UInt8], _ format: [UInt8]) throws -> UInt8 {
        do {
            let reader = try call.reader(file)
            defer { reader.close() }
            while let line = try reader.line() {
                let text = Array(reader.bytes[line.range])
                guard let moment = parse(text) else {
                    try call.complain("invalid date \(call.quoted(text))")
                    call.status = 1
                    continue
                }
                try show(moment, format)
            }
        } catch let error as FileError {
            try call.complain(file, error)
        }
        return call.status
    }

    private func show(_ moment: Moment, _ format: [UInt8]) throws {
        let state = zone.state(at: moment.seconds)
        try call.write(
            TimeFormat.format(
                format, seconds: moment.seconds, nanoseconds: moment.nanoseconds,
                zone: state.name, offset: state.offset, style: isGNU ? .date : .library) + [10])
    }

    // MARK: The format

    private func format() throws -> [UInt8] {
        var formats: [String] = []
        for (key, value) in call.options.given {
            switch key {
            case "I": formats.append(try isoFormat(value))
            case "R": formats.append("%a, %d %b %Y %H:%M:%S %z")
            case "rfc-3339":
                switch value.map(call.text) ?? "" {
                case "date": formats.append("%Y-%m-%d")
                case "seconds": formats.append("%Y-%m-%d %H:%M:%S%:z")
                case "ns": formats.append("%Y-%m-%d %H:%M:%S.%N%:z")
                case let text:
                    throw wrong(text, "--rfc-3339", ["date", "seconds", "ns"])
                }
            default: break
            }
        }
        var own: [UInt8]?
        for operand in call.operands {
            guard operand.first == UInt8(ascii: "+") else {
                if own != nil || call.operands.count > 1, isGNU {
                    throw call.misuse("extra operand \(call.quoted(operand))")
                }
                try refuseSetting(operand)
                continue
            }
            if own != nil { throw call.misuse("extra operand \(call.quoted(operand))") }
            own = Array(operand.dropFirst())
        }
        if isGNU, formats.count + (own == nil ? 0 : 1) > 1 {
            throw UtilityFailure("multiple output formats specified")
        }
        return own ?? formats.last.map { Array($0.utf8) } ?? Array("%a %b %e %H:%M:%S %Z %Y".utf8)
    }

    /// An operand without a `+` is a time to set the clock to, which a container may not.
    private func refuseSetting(_ operand: [UInt8]) throws {
        let digits = operand.prefix { $0 &- 48 < 10 }
        let isTime = [8, 10, 12].contains(digits.count)
        guard isTime || !isGNU && parse(operand) != nil else { throw invalid(operand) }
        throw UtilityFailure(
            isGNU
                ? "cannot set date: Operation not permitted"
                : "can't set date: Operation not permitted")
    }

    private func isoFormat(_ value: [UInt8]?) throws -> String {
        let zone = isGNU ? "%:z" : "+00:00"
        let shown = isGNU ? zone : "%z"
        switch value.map(call.text) ?? "date" {
        case let text where !text.isEmpty && "date".hasPrefix(text): return "%Y-%m-%d"
        case let text where !text.isEmpty && "hours".hasPrefix(text):
            return "%Y-%m-%dT%H" + colon(shown)
        case let text where !text.isEmpty && "minutes".hasPrefix(text):
            return "%Y-%m-%dT%H:%M" + colon(shown)
        case let text where !text.isEmpty && "seconds".hasPrefix(text):
            return "%Y-%m-%dT%H:%M:%S" + colon(shown)
        case let text where !text.isEmpty && "ns".hasPrefix(text):
            return "%Y-%m-%dT%H:%M:%S,\(isGNU ? "%N" : "000000000")" + colon(shown)
        case let text:
            throw wrong(text, "--iso-8601", ["hours", "minutes", "date", "seconds", "ns"])
        }
    }

    /// Busybox writes the offset itself, since its library's conversion knows no colon.
    private func colon(_ conversion: String) -> String {
        if isGNU { return conversion }
        let offset = zone.state(at: now.seconds).offset
        let magnitude = Int(offset.magnitude)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return (offset < 0 ? "-" : "+") + two(magnitude / 3_600) + ":"
            + two(magnitude / 60 % 60)
    }

    private func wrong(_ text: String, _ option: String, _ choices: [String]) -> any Error {
        if !isGNU { return call.misuse("invalid argument '\(text)'") }
        return call.misuse(
            "invalid argument '\(text)' for '\(option)'\nValid arguments are:\n"
                + choices.map { "  - '\($0)'" }.joined(separator: "\n"))
    }
}
