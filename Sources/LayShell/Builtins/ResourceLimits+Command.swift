extension ResourceLimits {
    /// What one call of `ulimit` gives.
    struct Outcome: Equatable {
        /// The lines printed.
        var lines: [String] = []
        /// The messages after the shell's prefix (`ash: ` in busybox, none for its options).
        var complaints: [String] = []
        /// The status.
        var status = 0
    }

    /// One option with what follows it.
    private struct Request {
        let resource: Resource
        var value: [UInt8]?
    }

    /// Performs `ulimit arguments`.
    /// - Complexity: O(*n*) in the arguments.
    mutating func perform(_ arguments: [[UInt8]], dialect: ShellDialect) -> Outcome {
        var takesSoft = false
        var takesHard = false
        var showsAll = false
        var requests: [Request] = []
        var index = 0
        while index < arguments.count {
            let word = arguments[index]
            guard word.count > 1, word[0] == UInt8(ascii: "-") else { break }
            index &+= 1
            if word == [45, 45] { break }
            var place = 1
            while place < word.count {
                let letter = word[place]
                place &+= 1
                switch letter {
                case UInt8(ascii: "S"):
                    takesSoft = true
                    // In dash the last of the two letters counts.
                    if dialect == .dash { takesHard = false }
                case UInt8(ascii: "H"):
                    takesHard = true
                    if dialect == .dash { takesSoft = false }
                case UInt8(ascii: "a"): showsAll = true
                default:
                    guard let resource = Self.resource(letter, dialect) else {
                        return Self.unknownOption(letter, dialect)
                    }
                    var request = Request(resource: resource)
                    if dialect == .dash {
                        requests = [request]
                        continue
                    }
                    if place < word.count {
                        request.value = Array(word[place...])
                        place = word.count
                    } else if index < arguments.count, arguments[index].first != 45 {
                        request.value = arguments[index]
                        index &+= 1
                    }
                    requests.append(request)
                }
            }
        }
        if requests.isEmpty, let files = Self.resource(UInt8(ascii: "f"), dialect) {
            requests = [Request(resource: files)]
            if dialect == .bash, index < arguments.count {
                requests[0].value = arguments[index]
            }
            if dialect == .ash, index < arguments.count, !showsAll {
                requests[0].value = arguments[index]
            }
        }
        if dialect == .dash {
            if index &+ 1 < arguments.count || index < arguments.count && showsAll {
                return Outcome(complaints: ["ulimit: too many arguments"], status: 2)
            }
            if index < arguments.count { requests[0].value = arguments[index] }
        }
        let showsHard = takesHard && !takesSoft
        if showsAll { return Outcome(lines: list(hard: showsHard, dialect: dialect)) }
        var outcome = Outcome()
        let both = takesSoft == takesHard
        for request in requests {
            guard let value = request.value else {
                outcome.lines.append(
                    requests.count > 1
                        ? line(request.resource, hard: showsHard, dialect: dialect)
                        : text(request.resource, hard: showsHard))
                continue
            }
            if let complaint = set(
                request.resource, value, soft: both || takesSoft, hard: both || takesHard,
                dialect)
            {
                outcome.complaints.append(complaint)
                outcome.status = dialect == .dash ? 2 : 1
                return outcome
            }
        }
        return outcome
    }

    private static func unknownOption(_ letter: UInt8, _ dialect: ShellDialect) -> Outcome {
        let name = ShellBytes.message([letter])
        switch dialect {
        case .dash: return Outcome(complaints: ["ulimit: Illegal option -\(name)"], status: 2)
        case .ash:
            return Outcome(complaints: ["ulimit: invalid option -- '\(name)'"], status: 1)
        case .bash:
            let usage = "ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]"
            return Outcome(complaints: ["ulimit: -\(name): invalid option", usage], status: 2)
        }
    }

    /// Sets a limit from its text; the result is the complaint.
    private mutating func set(
        _ resource: Resource, _ text: [UInt8], soft: Bool, hard: Bool, _ dialect: ShellDialect
    ) -> String? {
        let old = values[resource.letter] ?? Value()
        let name = ShellBytes.message(text)
        var wanted: Int?
        switch name {
        case "unlimited": wanted = nil
        case "hard" where dialect == .bash: wanted = old.hard
        case "soft" where dialect == .bash: wanted = old.soft
        default:
            guard !text.isEmpty, text.allSatisfy(ShellBytes.isDigit) else {
                switch dialect {
                case .dash: return "ulimit: bad number"
                case .ash: return "invalid number '\(name)'"
                case .bash: return "ulimit: \(name): invalid number"
                }
            }
            let reading = CInteger.reading(text, base: 10, signed: true)
            let (scaled, overflow) = reading.bits.multipliedReportingOverflow(by: resource.unit)
            if reading.isOutOfRange, dialect != .dash {
                return dialect == .ash
                    ? "invalid number '\(name)'"
                    : "ulimit: \(name): limit out of range"
            }
            if !reading.isOutOfRange, !overflow { wanted = scaled }
        }
        if dialect == .bash, resource.letter == UInt8(ascii: "p") {
            return "ulimit: pipe size: cannot modify limit: Invalid argument"
        }
        let isRaised = { (bound: Int?) in
            guard let bound else { return false }
            guard let wanted else { return true }
            return wanted > bound
        }
        var value = old
        if hard {
            if isRaised(old.hard) { return refusal(resource, dialect, "Operation not permitted") }
            value.hard = wanted
        }
        if soft { value.soft = wanted }
        let newHard = value.hard
        if let bound = newHard, value.soft.map({ $0 > bound }) ?? true {
            return refusal(resource, dialect, "Invalid argument")
        }
        values[resource.letter] = value
        return nil
    }

    private func refusal(
        _ resource: Resource, _ dialect: ShellDialect, _ reason: String
    ) -> String {
        switch dialect {
        case .dash: return "ulimit: error setting limit (\(reason))"
        case .ash: return "error setting limit: \(reason)"
        case .bash: return "ulimit: \(resource.bash ?? ""): cannot modify limit: \(reason)"
        }
    }
}
