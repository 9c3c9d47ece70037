import LayShell

extension Utilities {
    static var trueProgram: ShellProgram { ShellProgram("true") { try truth($0, 0) } }
    static var falseProgram: ShellProgram { ShellProgram("false") { try truth($0, 1) } }

    /// Neither of them takes options, but for the two that all have.
    private static func truth(_ context: ProgramContext, _ status: UInt8) throws -> UInt8 {
        guard context.words.count == 2, Manner(context) == .gnu else { return status }
        if context.words[1].elementsEqual("--help".utf8) {
            try context.output.write(
                "Usage: \(context.name)\nEnds with status \(status), whatever it is given.\n")
        } else if context.words[1].elementsEqual("--version".utf8) {
            try context.output.write("\(context.name) (built into Lay)\n")
        }
        return status
    }

    static let clearUtility = Utility(
        "clear", "clear the terminal", usage: "[-Tx]",
        [
            UtilityOption("-T TERM", "the terminal's kind"),
            UtilityOption("-x", "keep what scrolled away"),
        ]
    ) { call in
        if call.manner == .gnu {
            guard call.options.text("T") ?? call.context["TERM"] != nil else {
                try call.context.errors.write("TERM environment variable not set.\n")
                return 1
            }
        }
        try call.write("\u{1b}[H\u{1b}[2J" + (call.has("x") ? "" : "\u{1b}[3J"))
        return 0
    }

    static let resetUtility = Utility(
        "reset", "set the terminal up anew", usage: "[options]",
        [UtilityOption("-Q", "ask nothing", .idle("nothing is asked"))]
    ) { call in
        if call.manner == .busybox { return 0 }
        try call.context.errors.write(
            "reset: terminal attributes: No such device or address\n\n")
        return 10
    }

    static let ttyUtility = Utility(
        "tty", "print the terminal's name", usage: "[OPTION]...",
        [UtilityOption("-s, --silent, --quiet", "print nothing")], misuse: 2
    ) { call in
        if call.manner == .gnu { try call.allowOperands(0) }
        if !call.has("s") { try call.write("not a tty\n") }
        return 1
    }

    static let mesgUtility = Utility(
        "mesg", "let others write to the terminal, or not", usage: "[n|y]",
        [UtilityOption("-v, --verbose", "tell of it", .idle("there is no terminal"))], misuse: 2
    ) { call in
        if call.manner == .busybox { throw UtilityFailure("not a tty") }
        return 2
    }

    static var sttyProgram: ShellProgram {
        ShellProgram("stty") { context in
            let isGNU = Manner(context) == .gnu
            try context.complain(
                (isGNU ? "'standard input'" : "standard input")
                    + ": Inappropriate ioctl for device")
            return 1
        }
    }

    static let tputUtility = Utility(
        "tput", "print what a terminal of a kind is told", usage: "[options] [command]",
        [
            UtilityOption("-T TERM", "the terminal's kind"),
            UtilityOption("-S", "read commands from the standard input", .missing),
            UtilityOption("-x", "keep what scrolled away"),
            UtilityOption("-V", "print the version"),
        ], misuse: 2, stopsAtOperand: true
    ) { call in
        if call.has("V") {
            try call.write("ncurses (built into Lay)\n")
            return 0
        }
        let term = call.options.text("T") ?? call.context["TERM"] ?? ""
        if term.isEmpty {
            try call.context.errors.write(
                "tput: No value for $TERM and no -T specified\n")
            return 2
        }
        guard let name = call.operands.first.map(call.text) else {
            throw UtilityFailure("missing command", status: 2)
        }
        return try Terminal.print(name, call.operands.dropFirst().map(call.text), term, call)
    }
}

/// The capabilities that scripts ask a terminal for.
private enum Terminal {
    private static let texts: [String: String] = [
        "bold": "\u{1b}[1m", "dim": "\u{1b}[2m", "sgr0": "\u{1b}(B\u{1b}[m", "smul": "\u{1b}[4m",
        "rmul": "\u{1b}[24m", "rev": "\u{1b}[7m", "smso": "\u{1b}[7m", "rmso": "\u{1b}[27m",
        "clear": "\u{1b}[H\u{1b}[2J\u{1b}[3J", "el": "\u{1b}[K", "ed": "\u{1b}[J",
        "el1": "\u{1b}[1K", "cuu1": "\u{1b}[A", "cud1": "\n", "cr": "\r", "bel": "\u{7}",
        "civis": "\u{1b}[?25l", "cnorm": "\u{1b}[?12l\u{1b}[?25h", "sc": "\u{1b}7",
        "rc": "\u{1b}8", "smcup": "\u{1b}[?1049h\u{1b}[22;0;0t",
        "rmcup": "\u{1b}[?1049l\u{1b}[23;0;0t", "blink": "\u{1b}[5m", "home": "\u{1b}[H",
        "op": "\u{1b}[39;49m", "sitm": "\u{1b}[3m", "ritm": "\u{1b}[23m", "init": "", "reset": "",
    ]

    static func print(
        _ name: String, _ parameters: [String], _ term: String, _ call: UtilityCall
    ) throws -> UInt8 {
        let isDumb = term == "dumb"
        let colors = isDumb ? -1 : term.hasSuffix("256color") ? 256 : 8
        switch name {
        case "cols": try call.write((call.context["COLUMNS"] ?? "80") + "\n")
        case "lines": try call.write((call.context["LINES"] ?? "24") + "\n")
        case "colors": try call.write("\(colors)\n")
        case "longname": try call.write(term)
        case "setaf", "setab":
            if isDumb { return 1 }
            let base = name == "setaf" ? 3 : 4
            let color = parameters.first.flatMap { Int($0) } ?? 0
            try call.write(
                color < 8
                    ? "\u{1b}[\(base)\(color)m"
                    : color < 16 && colors == 256
                        ? "\u{1b}[\(base == 3 ? 9 : 10)\(color - 8)m"
                        : colors == 256 ? "\u{1b}[\(base)8;5;\(color)m" : "\u{1b}[\(base)\(color)m")
        case "cup":
            if isDumb { return 1 }
            let row = parameters.first.flatMap { Int($0) } ?? 0
            let column = parameters.dropFirst().first.flatMap { Int($0) } ?? 0
            try call.write("\u{1b}[\(min(row, 9999) + 1);\(min(column, 9999) + 1)H")
        default:
            guard let text = texts[name] else {
                throw UtilityFailure("unknown terminfo capability '\(name)'", status: 4)
            }
            if isDumb, !["bel", "cr", "cud1", "init", "reset"].contains(name) { return 1 }
            try call.write(text)
        }
        return 0
    }
}
