/// The text of a program, and where things stand in it.
struct JqProgramText: Sendable {
    let name: [UInt8]
    let bytes: [UInt8]

    /// The lines that report a mistake at a place.
    func report(_ message: String, at place: Int) -> [UInt8] {
        let start = min(max(place, 0), max(bytes.count - 1, 0))
        var line = 1
        var first = 0
        for index in 0..<start where bytes[index] == 10 {
            line += 1
            first = index + 1
        }
        let text = bytes[first...].prefix { $0 != 10 }
        return Array("jq: error: \(message) at ".utf8) + name
            + Array(", line \(line):\n".utf8) + text
            + [UInt8](repeating: 32, count: max(place - first, 0))
    }

    /// The number of the line of a place.
    func line(of place: Int) -> Int {
        1 + bytes.prefix(min(max(place, 0), max(bytes.count - 1, 0))).count { $0 == 10 }
    }
}
