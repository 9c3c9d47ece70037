internal import LayFiles
import LayShell

/// Utilities whose work has no counterpart in a model: accepted where that is harmless, refused by name
/// where somebody would rely on it.
extension Utilities {
    private static func accepted(_ name: String, _ summary: String, status: UInt8 = 0)
        -> ShellProgram
    {
        ShellProgram(name) { context in
            if context.words.count == 2, context.words[1] == Array("--help".utf8) {
                try context.output.write(
                    "Usage: \(name) [OPTION]...\n\(summary.prefix(1).uppercased())\(summary.dropFirst()): nothing has to be done in a model.\n"
                )
            }
            return status
        }
    }

    private static func refused(_ name: String, _ why: String, status: UInt8 = 1) -> ShellProgram {
        ShellProgram(name) { context in
            try context.complain(why)
            return status
        }
    }

    static var acceptedPrograms: [ShellProgram] {
        [
            accepted("ldconfig", "configure the linker"),
            accepted("locale-gen", "make locales"),
            accepted("localedef", "make a locale"),
            accepted("update-initramfs", "make the first file system"),
            accepted("systemd-tmpfiles", "make temporary files"),
            accepted("sync", "write to disks"),
            refused(
                "mount", "mounts are the container's, and not supported by Lay inside it",
                status: 32),
            refused(
                "umount", "mounts are the container's, and not supported by Lay inside it",
                status: 32),
            refused("systemctl", "no systemd runs in a container"),
            refused("newgrp", "no password can be asked for"),
        ]
    }

    static let sysctlUtility = Utility(
        "sysctl", "print or set variables of the kernel", usage: "[options] [variable[=value] ...]",
        [
            UtilityOption("-w, --write", "set values"),
            UtilityOption("-n, --values", "values alone"),
            UtilityOption("-e, --ignore", "pass over unknown ones"),
            UtilityOption("-q, --quiet", "say nothing"),
            UtilityOption(
                "-p, --load[=FILE]", "values of a file", .idle("the kernel is the host's")),
            UtilityOption("-a, --all, -A", "all variables", .works),
            UtilityOption(
                "--system", "values of all files", .idle("the kernel is the host's"), .gnu),
        ]
    ) { call in
        let known = [
            "kernel.ostype": Machine.kernel, "kernel.osrelease": Machine.release,
            "kernel.hostname": call.context.hostname, "net.core.somaxconn": "4096",
            "vm.max_map_count": "65530", "vm.overcommit_memory": "0",
            "fs.file-max": "9223372036854775807",
        ]
        let names = call.has("a") ? known.keys.sorted() : call.operands.map(call.text)
        for word in names {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let name = (parts.first ?? "").replacing("/", with: ".")
            if parts.count > 1 {
                try call.complain("setting key \"\(name)\": Read-only file system")
                call.status = 1
                continue
            }
            guard let value = known[name] else {
                if !call.has("e") {
                    try call.complain(
                        "cannot stat /proc/sys/\(name.replacing(".", with: "/")): No such file or directory"
                    )
                    call.status = 1
                }
                continue
            }
            try call.write(call.has("n") ? value + "\n" : "\(name) = \(value)\n")
        }
        return call.status
    }

    static let freeUtility = Utility(
        "free", "print how much memory there is", usage: "[options]",
        [
            UtilityOption("-b, --bytes", "in bytes"), UtilityOption("-k, --kibi", "in KiB"),
            UtilityOption("-m, --mebi", "in MiB"), UtilityOption("-g, --gibi", "in GiB"),
            UtilityOption("-h, --human", "as people read it"),
            UtilityOption("-t, --total", "with a sum", .idle("there is no swap"), .gnu),
            UtilityOption("-w, --wide", "more columns", .idle("they are zero"), .gnu),
        ]
    ) { call in
        // A round number: what a model's machine has is nobody's business.
        let total = 4 << 20
        let divisor: Int
        switch call.options.last(of: "b", "k", "m", "g", "h") {
        case "m"?: divisor = 1 << 10
        case "g"?: divisor = 1 << 20
        default: divisor = 1
        }
        let factor = call.has("b") ? 1024 : 1
        func shown(_ value: Int) -> String {
            if call.has("h") { return value == 0 ? "0B" : "\(value >> 20).0Gi" }
            return "\(value * factor / divisor)"
        }
        func row(_ title: String, _ cells: [String]) -> String {
            title
                + cells.enumerated().map { index, cell in
                    let width = index == 0 && !title.isEmpty ? 20 - title.utf8.count : 12
                    return String(repeating: " ", count: max(0, width - cell.utf8.count)) + cell
                }.joined() + "\n"
        }
        try call.write(
            "               total        used        free      shared  buff/cache   available\n")
        try call.write(row("Mem:", [total, 0, total, 0, 0, total].map(shown)))
        try call.write(row("Swap:", [0, 0, 0].map(shown)))
        return 0
    }

    static let localeUtility = Utility(
        "locale", "print the locale", usage: "[OPTION]... [NAME...]",
        [
            UtilityOption("-a, --all-locales", "all there are"),
            UtilityOption("-m, --charmaps", "all character sets"),
            UtilityOption("-c, --category-name", "names of categories", .idle("not told")),
            UtilityOption("-k, --keyword-name", "names of keywords", .works),
        ]
    ) { call in
        let names = LocaleNames(call.context)
        if call.has("a") {
            try call.write("C\nC.utf8\nPOSIX\n")
        } else if call.has("m") {
            try call.write("ANSI_X3.4-1968\nUTF-8\n")
        } else if call.operands.isEmpty {
            let context = call.context
            try call.write("LANG=\(context["LANG"] ?? "")\nLANGUAGE=\(context["LANGUAGE"] ?? "")\n")
            for category in [
                "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES",
                "LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT",
                "LC_IDENTIFICATION",
            ] {
                let isOwn = (context["LC_ALL"] ?? "").isEmpty && !(context[category] ?? "").isEmpty
                let value = names.name(category == "LC_ALL" ? "LANG" : category)
                let shown = isOwn ? value : "\"\(value == "C" ? "C" : value)\""
                try call.write("\(category)=\(shown)\n")
            }
            try call.write("LC_ALL=\(context["LC_ALL"] ?? "")\n")
        } else {
            for operand in call.operands {
                let key = call.text(operand)
                let value: String
                switch key {
                case "charmap": value = names.isUTF8 ? "UTF-8" : "ANSI_X3.4-1968"
                case "decimal_point": value = "."
                case "thousands_sep": value = ""
                default:
                    throw UtilityFailure("unknown name \"\(key)\"")
                }
                try call.write(
                    call.has("k") ? "\(key)=\"\(value)\"\n" : value + "\n")
            }
        }
        return 0
    }

    static let lddUtility = Utility(
        "ldd", "print the libraries that programs need", usage: "[OPTION]... FILE...",
        [
            UtilityOption("-v, --verbose", "more of it", .idle("nothing more is known")),
            UtilityOption("-u, --unused", "those not needed", .missing),
            UtilityOption("-d, --data-relocs", "look for data", .idle("nothing is run")),
            UtilityOption("-r, --function-relocs", "look for functions", .idle("nothing is run")),
        ]
    ) { call in
        if call.operands.isEmpty { throw call.misuse("missing file arguments") }
        for operand in call.operands {
            let shown = call.text(operand)
            if call.operands.count > 1 { try call.write("\(shown):\n") }
            guard let entry = try? call.context.files.entry(at: call.path(operand), follow: true)
            else {
                try call.flush()
                try call.context.errors.write(
                    "ldd: \(operand.contains(47) ? "" : "./")\(shown): No such file or directory\n")
                call.status = 1
                continue
            }
            guard case .file(let contents) = entry.node.body,
                let head = try? contents.bytes(in: 0..<min(4, contents.count)),
                head == [0x7f, 0x45, 0x4c, 0x46]
            else {
                try call.write("\tnot a dynamic executable\n")
                call.status = 1
                continue
            }
            throw UtilityFailure("\(shown): reading what a binary needs is not supported by Lay")
        }
        return call.status
    }

    /// Sixteen bytes that look like chance. A model has none: process and time decide.
    private static func uniqueBytes(_ call: UtilityCall) -> [UInt8] {
        var state = UInt64(bitPattern: Int64(call.context.now)) &* 0x9e37_79b9_7f4a_7c15
        state ^= UInt64(call.context.process) &* 0xbf58_476d_1ce4_e5b9
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            state = state &+ 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            mixed ^= mixed >> 31
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: mixed >> (8 * shift))) }
        }
        return bytes
    }

    static let mcookieUtility = Utility(
        "mcookie", "print a number of 128 bits that looks like chance", usage: "[options]",
        [
            UtilityOption("-f, --file FILE", "a seed", .idle("process and time decide"), .gnu),
            UtilityOption("-m, --max-size NUM", "bytes of a seed", .idle("as -f"), .gnu),
            UtilityOption("-v, --verbose", "tell of seeds", .idle("there are none"), .gnu),
        ]
    ) { call in
        for byte in uniqueBytes(call) {
            try call.write((byte < 16 ? "0" : "") + String(byte, radix: 16))
        }
        try call.write(byte: 10)
        return 0
    }

    static let uuidgenUtility = Utility(
        "uuidgen", "print a unique number", usage: "[options]",
        [
            UtilityOption("-r, --random", "of chance"), UtilityOption("-t, --time", "of the time"),
            UtilityOption("-n, --namespace NS", "of a name", .missing),
            UtilityOption("-N, --name NAME", "of a name", .missing),
            UtilityOption("-m, --md5", "of a name", .missing),
            UtilityOption("-s, --sha1", "of a name", .missing),
        ]
    ) { call in
        var bytes = uniqueBytes(call)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        try call.write(text + "\n")
        return 0
    }
}
