extension Timestamp {
    /// The seconds since the epoch of a time as RFC 3339 writes it, rounded down; `nil` for a text
    /// that is none.
    ///
    ///     2024-02-29T23:59:59.5+01:00
    public static func seconds(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == 0x2d, bytes[7] == 0x2d,
            bytes[10] | 0x20 == 0x74, bytes[13] == 0x3a, bytes[16] == 0x3a,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        var rest = bytes[19...]
        if rest.first == 0x2e {
            rest = rest.dropFirst().drop { (0x30...0x39).contains($0) }
        }
        guard let offset = offset(rest) else { return nil }
        return CivilDate(year, month, day).days * 86400 + hour * 3600 + minute * 60 + second
            - offset
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// The seconds that a zone is ahead: `Z`, `+01:00`.
    private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
        if zone.count == 1, zone.first == 0x5a || zone.first == 0x7a { return 0 }
        let zone = Array(zone)
        guard zone.count == 6, zone[0] == 0x2b || zone[0] == 0x2d, zone[3] == 0x3a,
            let hours = number(zone[1..<3]), let minutes = number(zone[4..<6])
        else { return nil }
        return (zone[0] == 0x2b ? 1 : -1) * (hours * 3600 + minutes * 60)
    }
}
