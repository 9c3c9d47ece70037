import LayBounds
import LayFiles
import LayShell

/// What GNU's wget writes down of its work.
///
/// No time passes while bytes come, so that a rate is what came in one second.
final class WgetLog {
    private let call: UtilityCall
    private let options: UtilityOptions
    private let file: FileOutput?

    init(_ call: UtilityCall, _ options: UtilityOptions) throws {
        self.call = call
        self.options = options
        if let name = options.value("o") ?? options.value("a") {
            do {
                file = try FileOutput(call.path(name), call.context, appends: options.has("a"))
            } catch let error as FileError where error.bound == nil {
                throw UtilityFailure("\(call.text(name)): \(error.reason)")
            }
        } else {
            file = nil
        }
    }

    private var isQuiet: Bool { options.has("q") }
    /// True where a line tells of each file.
    var isTerse: Bool { options.has("no-verbose") && !isQuiet }

    /// Writes what `-nv` leaves out.
    func tell(_ text: String) throws { if !isTerse { try say(text) } }

    /// Writes what only `-q` leaves out.
    func say(_ text: String) throws {
        if isQuiet { return }
        try call.flush()
        if let file { try file.write(text.utf8) } else { try call.context.errors.write(text) }
    }

    func close() throws { try file?.flush() }

    /// The world's time by the clock: `2026-11-28 23:33:34`.
    var stamp: String {
        let now = call.context.now
        let state = LocalZone(call.context).state(at: now)
        return call.text(
            TimeFormat.format(
                Array("%Y-%m-%d %H:%M:%S".utf8), seconds: now, zone: state.name,
                offset: state.offset))
    }

    func quoted(_ text: String) -> String { call.isUTF8 ? "‘\(text)’" : "'\(text)'" }

    /// The lines of a connection; a name has an address that stands for any (RFC 5737).
    func connected(_ address: WebAddress) throws {
        let isNumber = address.host.allSatisfy { $0.isNumber || $0 == "." }
        if isNumber {
            try tell("Connecting to \(address.host):\(address.usedPort)... connected.\n")
        } else {
            try tell("Resolving \(address.host) (\(address.host))... 192.0.2.1\n")
            try tell(
                "Connecting to \(address.host) (\(address.host))|192.0.2.1|:\(address.usedPort)..."
                    + " connected.\n")
        }
        try tell("HTTP request sent, awaiting response... ")
    }

    /// How far it was: a dot for each kilobyte of the first fifty, and that it is over.
    func progress(_ size: Int) throws {
        var dots = ""
        for number in 0..<min(50, size >> 10) {
            if number % 10 == 0 { dots += " " }
            dots += "."
        }
        let pad = String(repeating: " ", count: max(0, 55 - dots.utf8.count))
        let (number, unit) = Self.scaled(size)
        let letter = unit.first == "B" ? " " : String(unit.prefix(1))
        try tell("\n     0K\(dots)\(pad)100% \(number)\(letter)=0s\n\n")
    }

    /// `20K`; nothing for what is less than a kilobyte.
    static func size(_ bytes: Int) -> String? {
        var rest = bytes
        for unit in ["K", "M", "G", "T", "P"] {
            if rest < 1024 { return nil }
            if rest >> 10 < 1024 {
                let tenths = rest * 10 >> 10
                return tenths < 100
                    ? "\(tenths / 10).\(tenths % 10)\(unit)" : "\((rest + 512) >> 10)\(unit)"
            }
            rest >>= 10
        }
        return nil
    }

    /// `790 KB/s`.
    static func rate(_ bytes: Int) -> String {
        let (number, unit) = scaled(bytes)
        return "\(number) \(unit)/s"
    }

    /// Three digits and their unit.
    private static func scaled(_ bytes: Int) -> (String, String) {
        var hundredths = bytes.multipliedReportingOverflow(by: 100).partialValue
        var unit = "B"
        for next in ["KB", "MB", "GB"] where hundredths >= 1024 * 100 {
            hundredths >>= 10
            unit = next
        }
        let whole = hundredths / 100
        let part = hundredths % 100
        if whole >= 100 { return ("\(whole)", unit) }
        if whole >= 10 { return ("\(whole).\(part / 10)", unit) }
        return ("\(whole).\(part < 10 ? "0" : "")\(part)", unit)
    }
}
