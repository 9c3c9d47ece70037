import LayShell

/// The lists of `unzip -l` and `-v`.
struct UnzipList {
    private let call: UtilityCall

    init(_ call: UtilityCall) { self.call = call }

    /// Writes the list.
    ///
    /// - Throws: `BoundReached`.
    func write(_ entries: [ZipEntry]) throws {
        let isLong = call.has("v")
        let isHeaded = !call.has("q")
        if isHeaded {
            try call.write(
                isLong
                    ? " Length   Method    Size  Cmpr    Date    Time   CRC-32   Name\n"
                        + "--------  ------  ------- ---- ---------- ----- --------  ----\n"
                    : "  Length      Date    Time    Name\n"
                        + "---------  ---------- -----   ----\n")
        }
        var (size, stored) = (0, 0)
        for entry in entries {
            size = size.addingReportingOverflow(entry.size).partialValue
            stored = stored.addingReportingOverflow(entry.storedSize).partialValue
            let time = Self.time(entry, call)
            if isLong {
                let method =
                    entry.method == 0
                    ? "Stored" : entry.method == 8 ? "Defl:N" : "Unk:\(entry.method)"
                let sum = String(entry.checksum, radix: 16)
                let digits = String(repeating: "0", count: 8 - sum.utf8.count) + sum
                try call.write(
                    "\(String(entry.size).padded(8))  \(method) \(String(entry.storedSize).padded(8)) "
                        + "\(Self.ratio(entry.size, entry.storedSize)) \(time) \(digits)  ")
            } else {
                try call.write("\(String(entry.size).padded(9))  \(time)   ")
            }
            try call.write(entry.name + [10])
        }
        guard isHeaded else { return }
        let files = "\(entries.count) file\(entries.count == 1 ? "" : "s")\n"
        if isLong {
            try call.write(
                "--------          -------  ---                            -------\n"
                    + "\(String(size).padded(8))         \(String(stored).padded(8)) "
                    + "\(Self.ratio(size, stored))                            \(files)")
        } else {
            try call.write("---------                     -------\n")
            try call.write("\(String(size).padded(9))                     \(files)")
        }
    }

    private static func time(_ entry: ZipEntry, _ call: UtilityCall) -> String {
        let (seconds, zone) =
            entry.time.map { ($0, call.zone) } ?? (entry.localTime, Array("UTC0".utf8))
        return String(
            decoding: TimeText.text(Array("%Y-%m-%d %H:%M".utf8), seconds: seconds, zone: zone),
            as: UTF8.self)
    }

    private static func ratio(_ size: Int, _ stored: Int) -> String {
        if size <= 0 { return "  0%" }
        let saved = Double(size - stored) * 100 / Double(size)
        return "\(Int(saved.rounded()))%".padded(4)
    }
}
