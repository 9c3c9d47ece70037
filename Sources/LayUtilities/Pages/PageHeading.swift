import LayFiles
import LayShell

/// What the header of `pr`'s pages says besides the page's number.
enum PageHeading {
    /// The date and the name, of a file or, for the standard input, of now.
    ///
    /// - Throws: `BoundReached`.
    static func parts(
        _ file: [UInt8]?, _ call: UtilityCall
    ) throws -> (date: [UInt8], name: [UInt8]) {
        var time = call.context.files.now
        var name: [UInt8] = []
        if let file, file != [45] {
            name = file
            if let entry = try? call.entry(file, follow: true) { time = entry.node.modified }
        }
        if let given = call.options.value("h") { name = given }
        var (seconds, rest) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 {
            seconds -= 1
            rest += 1_000_000_000
        }
        let state = LocalZone(call.context).state(at: Int(seconds))
        let format = call.options.value("D") ?? Array("%Y-%m-%d %H:%M".utf8)
        let date = TimeFormat.format(
            format, seconds: Int(seconds), nanoseconds: Int(rest), zone: state.name,
            offset: state.offset, style: .date)
        return (date, name)
    }
}
