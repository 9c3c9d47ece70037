internal import LayFiles
import LayShell

/// The zone of a program's clock: what TZ says, or a file of the zone database.
struct LocalZone {
    /// A stretch of time with the same offset, from a moment on.
    private struct Stretch {
        let start: Int
        let offset: Int
        let name: [UInt8]
    }

    private var stretches: [Stretch] = []
    /// What holds behind the last stretch.
    private var rule: TimeZoneRule

    static let utc = LocalZone(rule: .utc)

    private init(rule: TimeZoneRule) { self.rule = rule }

    /// The zone of a program, by its environment.
    init(_ context: ProgramContext) {
        if let text = context["TZ"] {
            self.init(text, context)
        } else if let zone = LocalZone(file: "/etc/localtime", context) {
            self = zone
        } else {
            self = .utc
        }
    }

    /// The zone that a TZ of this text means.
    init(_ text: String, _ context: ProgramContext) {
        let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
        if name.isEmpty {
            self = .utc
            return
        }
        let path = name.hasPrefix("/") ? name : "/usr/share/zoneinfo/" + name
        if !name.contains(".."), let zone = LocalZone(file: TreePath(path), context) {
            self = zone
        } else {
            self.init(rule: TimeZoneRule(Array(name.utf8)))
        }
    }

    /// Reads a file of the database (RFC 8536).
    private init?(file path: TreePath, _ context: ProgramContext) {
        guard let entry = try? context.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body, contents.count < 1 << 20,
            let bytes = try? contents.bytes(), bytes.starts(with: Array("TZif".utf8)),
            bytes.count > 44
        else { return nil }
        self.init(rule: .utc)
        func number(_ place: Int, _ size: Int = 4) -> Int? {
            guard place >= 0, place + size <= bytes.count else { return nil }
            var value: UInt64 = bytes[place] & 0x80 != 0 ? .max : 0
            for byte in bytes[place..<(place + size)] { value = value << 8 | UInt64(byte) }
            return Int(Int64(bitPattern: value))
        }
        func counts(_ start: Int) -> [Int]? {
            let all = (0..<6).compactMap { number(start + 20 + 4 * $0) }
            return all.count == 6 && all.allSatisfy { $0 >= 0 && $0 < 1 << 20 } ? all : nil
        }
        // The order: UT marks, standard marks, leap seconds, moments, kinds, letters.
        guard let first = counts(0) else { return nil }
        var start = 0
        var width = 4
        var sizes = first
        if bytes[4] >= UInt8(ascii: "2") {
            start =
                44 + first[3] * 5 + first[4] * 6 + first[5] + first[2] * 8 + first[1] + first[0]
            guard let second = counts(start) else { return nil }
            sizes = second
            width = 8
        }
        let moments = start + 44
        let kinds = moments + sizes[3] * (width + 1)
        let letters = kinds + sizes[4] * 6
        let end = letters + sizes[5] + sizes[2] * (width + 4) + sizes[1] + sizes[0]
        guard end <= bytes.count, sizes[4] > 0 else { return nil }
        func kind(_ index: Int) -> (Int, [UInt8])? {
            guard index < sizes[4], let offset = number(kinds + 6 * index) else { return nil }
            let place = letters + Int(bytes[kinds + 6 * index + 5])
            return (offset, Array(bytes[min(place, end)..<end].prefix { $0 != 0 }))
        }
        guard let early = kind(0) else { return nil }
        stretches.append(Stretch(start: .min, offset: early.0, name: early.1))
        for index in 0..<sizes[3] {
            guard let time = number(moments + width * index, width),
                let found = kind(Int(bytes[moments + width * sizes[3] + index]))
            else { return nil }
            stretches.append(Stretch(start: time, offset: found.0, name: found.1))
        }
        let footer = bytes[end...].dropFirst().prefix { $0 != 10 }
        if width == 8, !footer.isEmpty {
            rule = TimeZoneRule(Array(footer))
            hasRule = true
        }
    }

    private var hasRule = false

    /// The zone's name and the seconds that its clocks are ahead at a moment.
    func state(at seconds: Int) -> (name: [UInt8], offset: Int) {
        guard let last = stretches.last, !hasRule || seconds < last.start else {
            let state = rule.state(at: seconds)
            return (state.name, state.offset)
        }
        let found = stretches.last { $0.start <= seconds } ?? last
        return (found.name, found.offset)
    }

    /// The moment of a clock's time, in seconds as if the zone were UTC; `nil` where the clocks skip it.
    func moment(of clock: Int) -> Int? {
        // Summer time first: of two moments, mktime(3) gives the earlier one.
        var found: Int?
        for probe in [clock &- 86_400, clock &+ 86_400, clock] {
            let moment = clock &- state(at: probe).offset
            if state(at: moment).offset == clock &- moment { found = min(found ?? moment, moment) }
        }
        return found
    }

    /// As `moment(of:)`, and where clocks skip it the time that they would have shown.
    func nearestMoment(of clock: Int) -> Int {
        moment(of: clock) ?? clock &- state(at: clock &- 86_400).offset
    }

    /// True for a name that the zone's clocks have at some time of these years.
    func knows(_ name: String, near seconds: Int) -> Int? {
        for shift in [0, 15_552_000] {
            let state = state(at: seconds &+ shift)
            if String(decoding: state.name, as: UTF8.self).lowercased() == name {
                return state.offset
            }
        }
        return nil
    }
}
