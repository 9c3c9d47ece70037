/// Dates as `strftime` and `date` write them, in the C locale.
public enum TimeFormat {
    /// Whose conversions are known.
    public enum Style: Sendable {
        /// glibc's `strftime`, which bash's `%(…)T` uses: no `%N`, `%q` and `%:z`.
        case library
        /// GNU's `date`.
        case date
    }

    /// Wider fields are cut to this.
    static let widthLimit = 4_096

    /// The text of `format` for a moment, in a zone of this name whose clocks are so many seconds ahead.
    /// - Complexity: O(*n*) in the format and the output.
    public static func format(
        _ format: [UInt8], seconds: Int, nanoseconds: Int = 0, zone: [UInt8], offset: Int,
        style: Style = .date
    ) -> [UInt8] {
        let writer = TimeWriter(
            seconds: seconds, nanoseconds: nanoseconds, zone: zone, offset: offset, style: style)
        var output: [UInt8] = []
        writer.write(format, to: &output)
        return output
    }

    /// The text of `format` for a moment.
    /// - Complexity: O(*n*) in the format and the output.
    static func format(
        _ format: [UInt8], seconds: Int, nanoseconds: Int = 0, zone: TimeZoneRule = .utc,
        style: Style = .date
    ) -> [UInt8] {
        let state = zone.state(at: seconds)
        let writer = TimeWriter(
            seconds: seconds, nanoseconds: nanoseconds, zone: state.name, offset: state.offset,
            style: style)
        var output: [UInt8] = []
        writer.write(format, to: &output)
        return output
    }

    /// The names of the days, Sunday first.
    public static let weekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    /// The names of the months.
    public static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}

/// One moment, taken apart and written conversion by conversion.
struct TimeWriter {
    let seconds: Int
    let nanoseconds: Int
    let zone: [UInt8]
    let offset: Int
    let style: TimeFormat.Style
    let time: CivilTime

    init(
        seconds: Int, nanoseconds: Int, zone: [UInt8], offset: Int, style: TimeFormat.Style
    ) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.zone = zone
        self.offset = offset
        self.style = style
        time = CivilTime(seconds: seconds, offset: offset)
    }

    /// What stands between `%` and the letter.
    struct Flags {
        /// `_`, `-`, `0` or `+`: what pads; 0 for the conversion's own.
        var pad: UInt8 = 0
        /// `^`.
        var isUpper = false
        /// `#`.
        var isSwapped = false
        var width: Int?
        /// How many `:` stand before `z`.
        var colons = 0
    }

    /// Appends the text of `format`.
    /// - Complexity: O(*n*) in the format and the output.
    func write(_ format: [UInt8], to output: inout [UInt8]) {
        var index = 0
        while index < format.count {
            guard format[index] == UInt8(ascii: "%") else {
                output.append(format[index])
                index &+= 1
                continue
            }
            let start = index
            index &+= 1
            var flags = Flags()
            flags: while index < format.count {
                switch format[index] {
                case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "0"):
                    flags.pad = format[index]
                case UInt8(ascii: "+"): flags.pad = format[index]
                case UInt8(ascii: "^"): flags.isUpper = true
                case UInt8(ascii: "#"): flags.isSwapped = true
                default: break flags
                }
                index &+= 1
            }
            while index < format.count, ShellBytes.isDigit(format[index]) {
                flags.width = min(
                    (flags.width ?? 0) &* 10 &+ Int(format[index] &- 48), TimeFormat.widthLimit)
                index &+= 1
            }
            if index < format.count,
                format[index] == UInt8(ascii: "E") || format[index] == UInt8(ascii: "O")
            {
                index &+= 1
            }
            while style == .date, index < format.count, format[index] == UInt8(ascii: ":") {
                flags.colons &+= 1
                index &+= 1
            }
            guard index < format.count else {
                output += format[start...]
                return
            }
            let letter = format[index]
            index &+= 1
            if !convert(letter, flags, to: &output) { output += format[start..<index] }
        }
    }

    /// A number with at least `digits` digits, padded with `pad` if the flags say nothing else.
    func number(
        _ value: Int, _ digits: Int, _ flags: Flags, pad: UInt8 = 48, isSigned: Bool = false
    ) -> [UInt8] {
        let chosen = flags.pad == 0 || flags.pad == UInt8(ascii: "+") ? pad : flags.pad
        let text = Array(String(value.magnitude).utf8)
        let sign: [UInt8] = value < 0 ? [45] : isSigned ? [43] : []
        let isBare = chosen == UInt8(ascii: "-")
        if isBare, style == .date { return sign + text }
        let fill: UInt8 = chosen == UInt8(ascii: "_") || chosen == 32 || isBare ? 32 : 48
        // In `date` a width may also be less than usual.
        let width =
            style == .date
            ? flags.width ?? digits : max(flags.width ?? 0, isBare ? 0 : digits)
        let missing = max(0, width &- text.count &- sign.count)
        let filling = [UInt8](repeating: fill, count: missing)
        return fill == 32 ? filling + sign + text : sign + filling + text
    }

    /// A text, padded to the width and in the case that the flags say.
    func text(_ text: [UInt8], _ flags: Flags, swapsToLower: Bool = false) -> [UInt8] {
        var shown = text
        if flags.isSwapped, swapsToLower {
            shown = text.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
        } else if flags.isUpper || flags.isSwapped {
            shown = text.map { $0 &- 97 < 26 ? $0 & ~32 : $0 }
        }
        let missing = max(0, (flags.width ?? 0) &- shown.count)
        let isBare = flags.pad == UInt8(ascii: "-") && style == .date
        guard missing > 0, !isBare else { return shown }
        let fill: UInt8 =
            flags.pad == UInt8(ascii: "0") || flags.pad == UInt8(ascii: "+") ? 48 : 32
        return [UInt8](repeating: fill, count: missing) + shown
    }
}
