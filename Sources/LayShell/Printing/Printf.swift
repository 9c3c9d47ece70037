/// The `printf` built-in.
enum Printf {
    /// More bytes than this are not written by one call.
    static let outputLimit = 64 << 20

    /// What `printf format arguments` writes and complains of, with its status.
    ///
    /// A complaint is what a shell writes after its prefix: `printf: x: invalid number` in bash
    /// and `printf: x: expected numeric value` in dash, `invalid number 'x'` in busybox, which
    /// has `ash: ` before it. `time` gives the seconds of now (for nil) or of the shell's start
    /// (for -2) to `%(…)T`.
    /// - Complexity: O(*n*) in the format, the arguments and the output.
    static func format(
        _ format: [UInt8], _ arguments: [[UInt8]], dialect: ShellDialect,
        zone: TimeZoneRule = .utc, time: (Int?) -> Int, utf8: Bool
    ) -> (output: [UInt8], complaints: [String], status: Int) {
        withoutActuallyEscaping(time) { time in
            var run = PrintfRun(
                format: format, arguments: arguments, dialect: dialect, zone: zone, time: time,
                utf8: utf8)
            run.perform()
            return (run.output, run.complaints, run.status)
        }
    }

    /// The options before the format: where the format stands, the variable of bash's `-v`.
    ///
    /// dash and bash refuse other options (`complaint`, status 2); busybox takes none but `--`.
    /// - Complexity: O(*n*) in the number of options.
    static func options(
        _ arguments: [[UInt8]], dialect: ShellDialect
    ) -> (formatIndex: Int?, variable: [UInt8]?, complaints: [String]) {
        let usage: String
        switch dialect {
        case .dash: usage = "printf: usage: printf format [arg ...]"
        case .ash: usage = "usage: printf FORMAT [ARGUMENT...]"
        case .bash: usage = "printf: usage: printf [-v var] format [arguments]"
        }
        var index = 0
        var variable: [UInt8]?
        while index < arguments.count {
            let word = arguments[index]
            if word == [45, 45] {
                index &+= 1
                break
            }
            guard dialect != .ash, word.count > 1, word[0] == 45 else { break }
            if dialect == .bash, word[1] == UInt8(ascii: "v") {
                if word.count > 2 {
                    variable = Array(word.dropFirst(2))
                } else if index &+ 1 < arguments.count {
                    index &+= 1
                    variable = arguments[index]
                } else {
                    return (nil, nil, ["printf: -v: option requires an argument", usage])
                }
                index &+= 1
                continue
            }
            let option = ShellBytes.message([word[1]])
            return dialect == .dash
                ? (nil, nil, ["printf: Illegal option -\(option)"])
                : (nil, nil, ["printf: -\(option): invalid option", usage])
        }
        return index < arguments.count ? (index, variable, []) : (nil, variable, [usage])
    }
}
