internal import LayBounds
import LayFiles
import LayShell

/// Small programs of util-linux and its like.
extension Utilities {
    static let smallToolUtilities: [Utility] = [
        pagerUtility("less"), pagerUtility("more"), fallocateUtility, loggerUtility, mcookieUtility,
        renameUtility,
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

    private static let fallocateUtility = Utility(
        "fallocate", "give a file its size", usage: "[options] <filename>",
        [
            UtilityOption("-c, --collapse-range", "remove a part", .missing, .gnu),
            UtilityOption("-d, --dig-holes", "find zeros", .idle("holes are not shown"), .gnu),
            UtilityOption("-i, --insert-range", "add a part", .missing, .gnu),
            UtilityOption("-l, --length=NUM", "how long"),
            UtilityOption("-n, --keep-size", "as long as before", .works, .gnu),
            UtilityOption("-o, --offset=NUM", "from where"),
            UtilityOption("-p, --punch-hole", "make zeros", .missing, .gnu),
            UtilityOption("-z, --zero-range", "make zeros", .missing, .gnu),
            UtilityOption("-x, --posix", "as POSIX has it", .idle("as always"), .gnu),
            UtilityOption("-v, --verbose", "say more", .works, .gnu),
        ]
    ) { call in
        guard let text = call.options.value("l") else {
            throw UtilityFailure(
                "no length argument specified")
        }
        guard let length = SizeText.number(text), length > 0 else {
            throw UtilityFailure("invalid length value specified")
        }
        var offset = 0
        if let text = call.options.value("o") {
            guard let number = SizeText.number(text) else {
                throw UtilityFailure("invalid offset value specified")
            }
            offset = number
        }
        guard let name = call.operands.first else { throw UtilityFailure("no filename specified") }
        if call.operands.count > 1 { throw UtilityFailure("unexpected number of arguments") }
        let (end, overflow) = offset.addingReportingOverflow(length)
        if overflow { throw UtilityFailure("fallocate failed: File too large") }
        do {
            let file = try call.context.open(call.path(name), [.write, .create])
            if try file.size < end, !call.has("n") { try file.truncate(to: end) }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("cannot open \(call.text(name)): \(error.reason)")
        }
        if call.has("v") {
            try call.write("\(call.text(name)): \(length) bytes allocated.\n")
        }
        return 0
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

    private static let mcookieUtility = Utility(
        "mcookie", "print a magic cookie", usage: "[options]",
        [
            UtilityOption("-f, --file=FILE", "bytes to begin with", .idle("the world's seed is")),
            UtilityOption("-m, --max-size=NUM", "how many", .idle("the world's seed is")),
            UtilityOption("-v, --verbose", "say more", .idle("nothing more to tell")),
        ]
    ) { call in
        var text = ""
        var state = call.context.seed &+ UInt64(truncatingIfNeeded: call.context.process)
        for _ in 0..<2 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = String(state, radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
        try call.write(text + "\n")
        return 0
    }

    private static let renameUtility = Utility(
        "rename", "rename files", usage: "[options] <expression> <replacement> <file>...",
        [
            UtilityOption("-v, --verbose", "tell of each one"),
            UtilityOption("-s, --symlink", "what links name", .missing),
            UtilityOption("-n, --no-act", "do nothing"),
            UtilityOption("-a, --all", "each place"), UtilityOption("-l, --last", "the last place"),
            UtilityOption("-o, --no-overwrite", "keep what is there"),
            UtilityOption("-i, --interactive", "ask before", .missing),
        ]
    ) { call in
        guard call.operands.count > 2 else { throw call.misuse("not enough arguments") }
        let (old, new) = (call.operands[0], call.operands[1])
        var renamed = 0
        var failures = 0
        for name in call.operands.dropFirst(2) {
            try call.context.step()
            let last = name.lastIndex(of: 47).map { $0 + 1 } ?? 0
            let changed = Array(name[..<last]) + replaced(Array(name[last...]), old, new, call)
            if changed == name { continue }
            let exists =
                (try? call.context.files.status(at: call.path(changed), follow: false)) != nil
            if call.has("o"), exists { continue }
            if call.has("v") || call.has("n") {
                try call.write("`\(call.text(name))' -> `\(call.text(changed))'\n")
            }
            if call.has("n") {
                renamed += 1
                continue
            }
            do throws(FileError) {
                try call.context.files.rename(call.path(name), to: call.path(changed))
                renamed += 1
            } catch {
                if let bound = error.bound { throw bound }
                failures += 1
                try call.complain(
                    "\(call.text(name)): rename to \(call.text(changed)) failed: \(error.reason)")
            }
        }
        return failures > 0 ? (renamed > 0 ? 2 : 1) : renamed > 0 ? 0 : 4
    }

    private static func replaced(
        _ name: [UInt8], _ old: [UInt8], _ new: [UInt8], _ call: UtilityCall
    ) -> [UInt8] {
        guard !old.isEmpty, name.count >= old.count else { return name }
        var places: [Int] = []
        var place = 0
        while place + old.count <= name.count {
            if name[place...].starts(with: old) {
                places.append(place)
                place += old.count
            } else {
                place += 1
            }
        }
        if call.has("l") {
            places = places.suffix(1)
        } else if !call.has("a") {
            places = Array(places.prefix(1))
        }
        var result: [UInt8] = []
        var end = 0
        for place in places {
            result += name[end..<place] + new
            end = place + old.count
        }
        return result + name[end...]
    }
}
