import LayShell

extension Utilities {
    static var psProgram: ShellProgram { ShellProgram("ps", runPs) }

    /// The columns that ps knows, by the names of procps.
    private struct Column {
        let title: String
        let isRight: Bool
        let least: Int
        let value: (ProcessDescription, AccountNames) -> String
    }

    private static func words(_ process: ProcessDescription) -> String {
        process.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private static func name(_ process: ProcessDescription) -> String {
        String(
            String(decoding: process.words.first?.split(separator: 47).last ?? [], as: UTF8.self)
                .prefix(15))
    }

    private static func column(_ key: String) -> Column? {
        func user(_ process: ProcessDescription, _ names: AccountNames) -> String {
            names.user(process.uid)?.name ?? "\(process.uid)"
        }
        switch key {
        case "pid", "tgid":
            return Column(title: "PID", isRight: true, least: 7) { process, _ in "\(process.number)"
            }
        case "ppid":
            return Column(title: "PPID", isRight: true, least: 7) { process, _ in
                "\(process.parent)"
            }
        case "user", "euser", "uname", "ruser":
            return Column(title: "USER", isRight: false, least: 8, value: user)
        case "uid", "euid":
            return Column(title: "UID", isRight: true, least: 5) { process, _ in "\(process.uid)" }
        case "group", "egroup":
            return Column(title: "GROUP", isRight: false, least: 8) { process, names in
                names.group(process.gid) ?? "\(process.gid)"
            }
        case "comm", "ucmd", "ucomm":
            return Column(title: "COMMAND", isRight: false, least: 15) { process, _ in name(process)
            }
        case "args", "cmd", "command":
            return Column(title: key == "cmd" ? "CMD" : "COMMAND", isRight: false, least: 27) {
                process, _ in words(process)
            }
        case "stat", "state", "s":
            return Column(
                title: key == "stat" ? "STAT" : "S", isRight: false, least: key == "stat" ? 4 : 1
            ) {
                _, _ in "S"
            }
        case "tty", "tt", "tname":
            return Column(title: "TT", isRight: false, least: 8) { _, _ in "?" }
        case "time", "cputime":
            return Column(title: "TIME", isRight: true, least: 8) { _, _ in "00:00:00" }
        case "etime": return Column(title: "ELAPSED", isRight: true, least: 11) { _, _ in "00:00" }
        case "pcpu", "%cpu": return Column(title: "%CPU", isRight: true, least: 4) { _, _ in "0.0" }
        case "pmem", "%mem": return Column(title: "%MEM", isRight: true, least: 4) { _, _ in "0.0" }
        case "vsz", "vsize": return Column(title: "VSZ", isRight: true, least: 6) { _, _ in "0" }
        case "rss", "rssize": return Column(title: "RSS", isRight: true, least: 5) { _, _ in "0" }
        case "ni", "nice": return Column(title: "NI", isRight: true, least: 3) { _, _ in "0" }
        case "pgid", "pgrp", "sid", "sess":
            return Column(title: key == "sid" ? "SID" : "PGID", isRight: true, least: 7) {
                process, _ in "\(process.number)"
            }
        case "c": return Column(title: "C", isRight: true, least: 2) { _, _ in "0" }
        case "stime", "start":
            return Column(title: "STIME", isRight: true, least: 5) { _, _ in "00:00" }
        default: return nil
        }
    }

    private static func runPs(_ context: ProgramContext) throws -> UInt8 {
        let isGNU = Manner(context) == .gnu
        var format: [(Column, String)]?
        var isFull = false
        var isUser = false
        var all = !isGNU
        var wanted: [Int]?
        var hasTitles = true
        var rest = context.arguments.dropFirst()[...]
        func add(_ list: String) -> String? {
            var columns = format ?? []
            for part in list.split(whereSeparator: { $0 == "," || $0 == " " }) {
                let halves = part.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let column = column(String(halves[0])) else { return String(halves[0]) }
                columns.append((column, halves.count > 1 ? String(halves[1]) : column.title))
            }
            format = columns
            return nil
        }
        while let word = rest.popFirst() {
            if let number = Int(word) {
                wanted = (wanted ?? []) + [number]
                continue
            }
            if word == "--no-headers" || word == "--no-heading" {
                hasTitles = false
                continue
            }
            if word.hasPrefix("--") {
                try context.complain("unknown gnu long option")
                return 1
            }
            var letters = word.hasPrefix("-") ? word.dropFirst() : word[...]
            let isDashed = word.hasPrefix("-")
            while let letter = letters.popFirst() {
                switch letter {
                case "e", "A": all = true
                case "a", "x", "w", "H", "T", "L", "m", "N", "d", "r", "y", "g", "l", "j", "c":
                    if !isDashed || letter == "x" { all = true }
                case "f": isFull = isDashed
                case "F": isFull = true
                case "u" where !isDashed:
                    isUser = true
                    all = true
                case "h" where !isDashed: hasTitles = false
                case "o", "O":
                    let list = letters.isEmpty ? rest.popFirst() ?? "" : String(letters)
                    letters = ""
                    if let unknown = add(list) {
                        try context.complain(
                            isGNU
                                ? "error: unknown user-defined format specifier \"\(unknown)\""
                                : "bad -o argument '\(unknown)', supported arguments: user,group,"
                                    + "comm,args,pid,ppid,pgid,tty,vsz,sid,stat,rss")
                        return 1
                    }
                case "p", "q":
                    let list = letters.isEmpty ? rest.popFirst() ?? "" : String(letters)
                    letters = ""
                    wanted = (wanted ?? []) + list.split(separator: ",").compactMap { Int($0) }
                case "C", "U", "u", "G", "t", "s":
                    if letters.isEmpty { _ = rest.popFirst() }
                    letters = ""
                    all = true
                default:
                    try context.complain(
                        isGNU ? "error: unsupported option" : "invalid option -- '\(letter)'")
                    return 1
                }
            }
        }
        var columns = format ?? []
        if format == nil {
            let keys =
                isUser
                ? [
                    "user", "pid", "%cpu", "%mem", "vsz", "rss", "tty", "stat", "stime", "time",
                    "args",
                ]
                : isFull
                    ? ["user", "pid", "ppid", "c", "stime", "tty", "time", "cmd"]
                    : isGNU ? ["pid", "tty", "time", "comm"] : ["pid", "user", "time", "args"]
            columns = keys.compactMap { key in
                column(key).map { found in
                    let title =
                        key == "comm" && isGNU
                        ? "CMD"
                        : key == "tty" && !isUser
                            ? "TTY" : isFull && key == "user" ? "UID" : found.title
                    return (found, title)
                }
            }
        }
        let processes = context.processes.filter { process in
            if let wanted { return wanted.contains(process.number) }
            return all || process.uid == context.uid
        }
        let names = AccountNames(context)
        let cells = processes.map { process in columns.map { $0.0.value(process, names) } }
        // Busybox writes narrower columns.
        var lines: [[String]] = []
        if hasTitles, columns.contains(where: { !$0.1.isEmpty }) { lines.append(columns.map(\.1)) }
        lines += cells
        for line in lines {
            var text = ""
            for (index, cell) in line.enumerated() {
                let column = columns[index].0
                let least = isGNU ? column.least : min(column.least, column.title == "PID" ? 5 : 8)
                let width = max(least, columns[index].1.utf8.count)
                let padding = String(repeating: " ", count: max(0, width - cell.utf8.count))
                let isLast = index == line.count - 1
                text +=
                    (index > 0 ? " " : "")
                    + (column.isRight ? padding + cell : isLast ? cell : cell + padding)
            }
            try context.output.write(text + "\n")
        }
        if wanted != nil, processes.isEmpty { return 1 }
        return 0
    }
}
