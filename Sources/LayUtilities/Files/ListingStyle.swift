import LayFiles
import LayShell

/// How ls shows what it lists, from its options.
struct ListingStyle {
    enum Format {
        case long, onePerLine, columns, rows, commas
    }

    enum Order {
        case name, time, size, suffix, version, width, none
    }

    enum Hidden {
        case left, almostAll, all
    }

    enum Indicator {
        case none, slash, fileType, classify
    }

    var format = Format.onePerLine
    var order = Order.name
    var isReversed = false
    var hidden = Hidden.left
    var indicator = Indicator.none
    var quoting = NameQuoting.literal
    var hidesControls = false
    var isRecursive = false
    var listsDirectories = false
    var directoriesFirst = false
    var showsInode = false
    var showsBlocks = false
    var isNumeric = false
    var showsOwner = true
    var showsGroup = true
    var follows = false
    var followsOperands = false
    var blockSize = SizeShown.blocks(1024)
    var fileSize = SizeShown.blocks(1)
    /// Formats of times, of those long ago and of recent ones.
    var timeFormats = (old: Array("%b %e  %Y".utf8), recent: Array("%b %e %H:%M".utf8))
    var width = 80
    var tab = 8
    var isZeroEnded = false
    var colors: ListingColors?
    var ignored: [FileNamePattern] = []
    var hiddenPatterns: [FileNamePattern] = []

    /// What the options of a call ask for.
    ///
    /// - Throws: a mistake in the words of ls.
    init(_ call: UtilityCall) throws {
        var sorts: Order?
        var timed = false
        if let width = call.context["COLUMNS"].flatMap({ Int($0) }), width >= 0 {
            self.width = width
        }
        if call.manner == .busybox { hidesControls = true }
        for (key, value) in call.options.given {
            let text = value.map { call.text($0) } ?? ""
            switch key {
            case "1": if format != .long { format = .onePerLine }
            case "l": format = .long
            case "C": format = .columns
            case "x": format = .rows
            case "m": format = .commas
            case "format":
                format = try call.choice(
                    text, "--format",
                    [
                        ("verbose", .long), ("long", .long), ("commas", .commas),
                        ("horizontal", .rows), ("across", .rows), ("vertical", .columns),
                        ("single-column", .onePerLine),
                    ])
            case "g": (format, showsOwner) = (.long, false)
            case "o": (format, showsGroup) = (.long, false)
            case "G": showsGroup = false
            case "n": (format, isNumeric) = (.long, true)
            case "a": hidden = .all
            case "A": if hidden != .all || call.manner == .gnu { hidden = .almostAll }
            case "B":
                ignored += ["*~", ".*~"].map { FileNamePattern(Array($0.utf8)) }
            case "I": ignored.append(FileNamePattern(value ?? []))
            case "hide": hiddenPatterns.append(FileNamePattern(value ?? []))
            case "d": listsDirectories = true
            case "R": isRecursive = true
            case "f": (sorts, hidden) = (Order.none, .all)
            case "U": sorts = Order.none
            case "t": sorts = .time
            case "S": sorts = .size
            case "X": sorts = .suffix
            case "v": sorts = .version
            case "r": isReversed = true
            case "c", "u": timed = true
            case "sort":
                sorts = try call.choice(
                    text, "--sort",
                    [
                        ("none", Order.none), ("time", .time), ("size", .size),
                        ("extension", .suffix), ("version", .version), ("width", .width),
                    ])
            case "time":
                timed = true
                _ = try call.choice(
                    text, "--time",
                    [
                        ("atime", 0), ("access", 0), ("use", 0), ("ctime", 1), ("status", 1),
                        ("birth", 2), ("creation", 2),
                    ])
            case "group-directories-first": directoriesFirst = true
            case "F": indicator = .classify
            case "classify":
                indicator = try when(text, "--classify", call) ? .classify : .none
            case "p": indicator = .slash
            case "file-type": indicator = .fileType
            case "indicator-style":
                indicator = try call.choice(
                    text, "--indicator-style",
                    [
                        ("none", Indicator.none), ("slash", .slash), ("file-type", .fileType),
                        ("classify", .classify),
                    ])
            case "i": showsInode = true
            case "s": showsBlocks = true
            case "h": (blockSize, fileSize) = (.human(1024), .human(1024))
            case "si": (blockSize, fileSize) = (.human(1000), .human(1000))
            case "k": break
            case "block-size":
                guard let size = SizeShown(text) else {
                    throw UtilityFailure("invalid --block-size argument '\(text)'", status: 2)
                }
                (blockSize, fileSize) = (size, size)
            case "L": follows = true
            case "H", "dereference-command-line-symlink-to-dir": followsOperands = true
            case "Q": quoting = .c
            case "b": quoting = .escape
            case "N": quoting = .literal
            case "q": hidesControls = true
            case "show-control-chars": hidesControls = false
            case "quoting-style":
                quoting = try call.choice(
                    text, "--quoting-style", NameQuoting.allCases.map { ($0.rawValue, $0) })
            case "w":
                guard let number = Int(text), number >= 0 else {
                    throw UtilityFailure("invalid line width: '\(text)'", status: 2)
                }
                width = number
            case "T":
                guard let number = Int(text), number >= 0 else {
                    throw UtilityFailure("invalid tab size: '\(text)'", status: 2)
                }
                tab = number
            case "full-time":
                format = .long
                setTimeStyle(full: call.manner)
            case "time-style": try setTimeStyle(text, call)
            case "color":
                colors = try when(text, "--color", call) ? ListingColors(call) : nil
            case "zero":
                isZeroEnded = true
                if format != .long { format = .onePerLine }
                (quoting, hidesControls, colors) = (.literal, false, nil)
            default: break
            }
        }
        order = sorts ?? (timed && format != .long ? .time : .name)
        if call.has("zero"), format != .long { format = .onePerLine }
    }

    private func when(_ text: String, _ option: String, _ call: UtilityCall) throws -> Bool {
        if text.isEmpty { return true }
        // Output is never a terminal.
        return try call.choice(
            text, option,
            [
                ("always", 1), ("yes", 1), ("force", 1), ("never", 0), ("no", 0), ("none", 0),
                ("auto", 2), ("tty", 2), ("if-tty", 2),
            ]) == 1
    }

    private mutating func setTimeStyle(full manner: Manner) {
        let format = Array(
            (manner == .gnu ? "%Y-%m-%d %H:%M:%S.%N %z" : "%Y-%m-%d %H:%M:%S %z").utf8)
        timeFormats = (format, format)
    }

    private mutating func setTimeStyle(_ text: String, _ call: UtilityCall) throws {
        if text.hasPrefix("+") {
            let parts = text.dropFirst().split(
                separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let first = Array(parts[0].utf8)
            timeFormats = (first, parts.count > 1 ? Array(parts[1].utf8) : first)
            return
        }
        // In the C locale `posix-` leaves everything as it is.
        if text.hasPrefix("posix-") { return }
        switch text {
        case "full-iso": setTimeStyle(full: .gnu)
        case "long-iso":
            timeFormats = (Array("%Y-%m-%d %H:%M".utf8), Array("%Y-%m-%d %H:%M".utf8))
        case "iso": timeFormats = (Array("%Y-%m-%d ".utf8), Array("%m-%d %H:%M".utf8))
        case "locale": break
        default:
            throw UtilityOptions.Mistake(
                message: "invalid argument '\(text)' for 'time style'\nValid arguments are:\n"
                    + "  - [posix-]full-iso\n  - [posix-]long-iso\n  - [posix-]iso\n"
                    + "  - [posix-]locale\n  - +FORMAT (e.g., +%H:%M) for a 'date'-style format")
        }
    }
}

extension UtilityCall {
    /// What a word means among some, whole or by its beginning, as GNU's programs read it.
    ///
    /// - Throws: a mistake that lists them.
    func choice<Choice: Equatable>(
        _ text: String, _ option: String, _ choices: [(String, Choice)]
    ) throws -> Choice {
        if let exact = choices.first(where: { $0.0 == text }) { return exact.1 }
        let found = choices.filter { $0.0.hasPrefix(text) }
        if let first = found.first, found.allSatisfy({ $0.1 == first.1 }) { return first.1 }
        var lines: [String] = []
        var last: Choice?
        for (name, choice) in choices {
            if choice == last {
                lines[lines.count - 1] += ", '\(name)'"
            } else {
                lines.append("  - '\(name)'")
            }
            last = choice
        }
        let what = found.isEmpty ? "invalid" : "ambiguous"
        throw UtilityFailure(
            "\(what) argument '\(text)' for '\(option)'\nValid arguments are:\n"
                + lines.joined(separator: "\n")
                + "\nTry '\(context.name) --help' for more information.")
    }
}

/// The colors of `ls --color`.
struct ListingColors {
    private var codes: [String: String] = [
        "di": "01;34", "ln": "01;36", "pi": "33", "so": "01;35", "bd": "01;33", "cd": "01;33",
        "ex": "01;32", "su": "37;41", "sg": "30;43", "st": "37;44", "ow": "34;42", "tw": "30;42",
    ]
    private var ends: [(end: [UInt8], code: String)] = []
    private let isGNU: Bool

    /// Colors of `LS_COLORS`; none where neither it nor the terminal's name says that there are any.
    init?(_ call: UtilityCall) {
        isGNU = call.manner == .gnu
        if !isGNU { return }
        guard let text = call.context["LS_COLORS"], !text.isEmpty else {
            let terminal = call.context["TERM"] ?? ""
            let known = [
                "ansi", "color", "con", "cygwin", "dtterm", "gnome", "hurd", "konsole", "kterm",
                "linux", "mlterm", "putty", "rxvt", "screen", "terminator", "tmux", "vt100",
                "xterm",
                "Eterm", "jfbterm", "st",
            ]
            let isKnown = known.contains {
                $0 == "color" || $0 == "direct" ? terminal.contains($0) : terminal.hasPrefix($0)
            }
            let colorterm = call.context["COLORTERM"] ?? ""
            if colorterm.isEmpty, terminal.isEmpty || !isKnown { return nil }
            return
        }
        for part in text.split(separator: ":") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { continue }
            if pair[0].hasPrefix("*") {
                ends.append((Array(pair[0].dropFirst().utf8), pair[1]))
            } else {
                codes[pair[0]] = pair[1]
            }
        }
    }

    /// What the program writes before its first color.
    var beginning: String { isGNU ? "\u{1b}[0m" : "" }

    /// A name in its color; `nil` for one that has none.
    func colored(_ shown: [UInt8], _ name: [UInt8], _ node: FileNode) -> [UInt8]? {
        guard let code = isGNU ? code(name, node) : Self.busyboxCode(node) else { return nil }
        return Array("\u{1b}[\(code)m".utf8) + shown
            + Array((isGNU ? "\u{1b}[0m" : "\u{1b}[m").utf8)
    }

    private func code(_ name: [UInt8], _ node: FileNode) -> String? {
        let mode = node.attributes.mode
        func found(_ key: String) -> String? {
            guard let code = codes[key], code != "0", code != "00" else { return nil }
            return code
        }
        switch node.kind {
        case .directory:
            let special =
                mode & 0o1002 == 0o1002
                ? "tw" : mode & 2 != 0 ? "ow" : mode & 0o1000 != 0 ? "st" : nil
            return special.flatMap(found) ?? found("di")
        case .symlink: return found("ln")
        case .fifo: return found("pi")
        case .characterDevice: return found("cd")
        case .blockDevice: return found("bd")
        case .file:
            if mode & 0o4000 != 0, let code = found("su") { return code }
            if mode & 0o2000 != 0, let code = found("sg") { return code }
            if mode & 0o111 != 0, let code = found("ex") { return code }
            return ends.last {
                name.count >= $0.end.count && name.suffix($0.end.count) == $0.end[...]
            }?
            .code ?? found("fi")
        }
    }

    private static func busyboxCode(_ node: FileNode) -> String? {
        switch node.kind {
        case .directory: "1;34"
        case .symlink: "1;36"
        case .fifo: "0;35"
        case .characterDevice, .blockDevice: "1;33"
        case .file: node.attributes.mode & 0o111 != 0 ? "1;32" : "0;0"
        }
    }
}
