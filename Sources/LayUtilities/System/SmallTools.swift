internal import LayBounds
import LayFiles
import LayShell

/// Small programs of util-linux and its like.
extension Utilities {
    static let smallToolUtilities: [Utility] = [
        pagerUtility("less"), pagerUtility("more"), loggerUtility,
    ]

    /// Without a terminal pagers write all at once.
    private static func pagerUtility(_ name: String) -> Utility {
        Utility(
            name, "show files a page at a time", usage: "[OPTION]... [FILE]...", readsWords: true
        ) { call in
            let names = call.context.words.dropFirst().filter {
                $0.first != 45 && $0.first != 43 || $0 == [45]
            }
            let several = name == "more" && names.count > 1
            var isFirst = true
            try call.eachInput(Array(names)) { reader, file in
                if several {
                    let line = String(repeating: ":", count: 14)
                    try call.write("\(isFirst ? "" : "\n")\(line)\n\(call.text(file))\n\(line)\n")
                }
                isFirst = false
                while let range = try reader.piece() { try call.write(reader.bytes[range]) }
            }
            return call.status
        }
    }

    private static let loggerUtility = Utility(
        "logger", "write to the system's log", usage: "[options] [<message>]",
        [
            UtilityOption("-i", "with the process's number"),
            UtilityOption("--id[=ID]", "with a number"),
            UtilityOption("-f, --file=FILE", "each line of a file"),
            UtilityOption("-e, --skip-empty", "no empty lines"),
            UtilityOption("-p, --priority=PRIO", "how urgent it is"),
            UtilityOption("-s, --stderr", "to the error output as well"),
            UtilityOption("-t, --tag=TAG", "what stands before it"),
            UtilityOption("-n, --server=NAME", "another machine's", .missing),
        ], stopsAtOperand: true
    ) { call in
        // Nobody keeps a log in a container.
        guard call.has("s") else { return 0 }
        let tag =
            call.options.text("t") ?? AccountNames(call.context).user(call.context.uid)?.name
            ?? "root"
        func tell(_ bytes: some Collection<UInt8>) throws {
            try call.flush()
            let mark = call.manner == .busybox ? "\(tag): " : "<13>\(tag): "
            try call.context.errors.write(Array(mark.utf8) + bytes + [10])
        }
        if !call.operands.isEmpty {
            try tell(Array(call.operands.joined(separator: [32])))
            return 0
        }
        let reader = try call.reader(call.options.value("f") ?? [45])
        defer { reader.close() }
        while let line = try reader.line() { try tell(reader.bytes[line.range]) }
        return 0
    }
}
